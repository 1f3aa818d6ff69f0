"""An MCP server over one index: assistants search, ask and quote, and change nothing.

Tools call the Python API (:mod:`cqa.index`) and return the JSON of the commands. :mod:`cqa.mcp_server.protocol` alone
knows the SDK.
"""
