## What the program `wandel` says in the terminal

server-set-up = Erste Administration einrichten: { $url }
server-demo = Demo-Board, gleich zum Mitarbeiten: { $url }
