//! The `wandel` binary: a door to the command line.

fn main() -> std::process::ExitCode {
    wandel_server::cli::main()
}
