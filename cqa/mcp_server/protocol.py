"""The server in the terms of the MCP SDK, which this module alone imports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations

from cqa import __version__
from cqa.errors import CqaError
from cqa.mcp_server import documents, prompts
from cqa.mcp_server.tools import Tools

HOST = "127.0.0.1"

INSTRUCTIONS = f"Search UK council committee papers and answer questions about them. {prompts.RULES}"


class PapersServer(MCPServer[Any]):
    """A server whose tools refuse arguments that they do not know, and say what was wrong with the others."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool. An unknown argument, such as a misspelt filter, would otherwise be dropped in silence."""
        for tool in await self.list_tools():
            known = tool.input_schema.get("properties", {})
            if tool.name == name and (unknown := sorted(arguments.keys() - known.keys())):
                raise ToolError(f"{name} has no argument {', '.join(unknown)}; it has {', '.join(known)}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, CqaError):
                raise ToolError(str(error.__cause__)) from error
            raise


def server(folder: Path) -> MCPServer[Any]:
    """Return the server over an index."""
    made = PapersServer("cqa", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")
    tools = Tools(folder)
    for tool in tools.all():
        made.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))

    @made.resource(documents.PAPER, name="paper", mime_type="text/plain")
    def paper(paper: str) -> str:
        """Return the text of a paper by its id, below its citation."""
        try:
            return documents.paper_text(tools, paper)
        except CqaError as error:
            raise ResourceNotFoundError(str(error)) from error

    @made.resource(documents.SECTION, name="section", mime_type="text/plain")
    def section(paper: str, section: str) -> str:
        """Return the text of a section by the ids of its paper and itself, below its citation."""
        try:
            return documents.section_text(tools, paper, section)
        except CqaError as error:
            raise ResourceNotFoundError(str(error)) from error

    for prompt in (prompts.find_precedent, prompts.count_councils, prompts.brief):
        made.prompt()(prompt)
    return made


def serve_stdio(folder: Path) -> None:
    """Serve the program that started this one, until it closes the pipe."""
    server(folder).run("stdio")


def serve_http(folder: Path, port: int) -> None:
    """Serve programs of this machine. Requests with another Host or Origin, as from a web page, are refused."""
    names = [f"{HOST}:{port}", f"localhost:{port}"]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True, allowed_hosts=names, allowed_origins=[f"http://{n}" for n in names]
    )
    server(folder).run("streamable-http", host=HOST, port=port, transport_security=security)
