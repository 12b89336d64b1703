"""What one build of a source keeps for the next, so that only what has changed is made again.

`layout_cache` keeps what the layout made, `build_cache` all that one source needs from build to build, and
`moved_lines` says where things stand in the file now. The presses of the formats, which write into their last file,
are in `backends`.
"""
