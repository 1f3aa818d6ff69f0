"""The local page, driven as people drive it: a real server process, a real browser, real HTTP."""
