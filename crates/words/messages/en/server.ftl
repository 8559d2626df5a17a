## What the program `wandel` says in the terminal

server-set-up = Set up the first administrator: { $url }
server-demo = Demo board, open for editing: { $url }
