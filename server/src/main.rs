//! The `wandel` binary: a door to the command line.

/// Boards come and go, large ones with millions of small pieces made on one thread and let go of on another: this allocator gives
/// that back to the system (docs/adr/0046).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    wandel_server::cli::main()
}
