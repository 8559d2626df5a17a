//! `cargo xtask …`: everything one does with this repository, as one program. What CI does, a person can do with one
//! command. Must not hold knowledge of the product itself: it builds, starts, tests and measures.

mod bench;
mod build;
mod ci;
mod command;
mod e2e;
mod engines;
mod faults;
mod font;
mod fuzz;
mod interchange;
mod paths;
mod progress;
mod run;
mod setup;
mod test;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, start, test and measure Wandel")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything, start the server with a demo board and print the links
    Run(run::Options),
    /// Build engine, shell and server (`target/release/wandel`)
    Build(build::Options),
    /// Run all tests: Rust, shell, browser journeys, process engines
    Test(test::Options),
    /// Run the journeys in a real browser only
    E2e(e2e::Options),
    /// Run exported processes on real engines only
    Engines(engines::Options),
    /// Kill the server, cut links, fill and damage disks: nothing acknowledged is lost
    Faults(faults::Options),
    /// Random bytes against everything that reads bytes, random edits in ours and in Yjs
    Fuzz(fuzz::Options),
    /// Measure ourselves beside a peer; prints tables
    Bench(bench::Options),
    /// Make the font files, their style sheet and the engine's table of widths anew
    Fonts,
    /// Check the house rules: dependencies, module docs, file length, colours, message keys
    Tidy,
    /// What CI runs: install what is missing, format, lint, tidy, build, test
    Ci,
}

fn main() -> std::process::ExitCode {
    let result = match Arguments::parse().task {
        Task::Run(options) => run::run(&options),
        Task::Build(options) => build::all(options).map(drop),
        Task::Test(options) => test::run(&options),
        Task::E2e(options) => e2e::run(&options),
        Task::Engines(options) => engines::run(&options),
        Task::Faults(options) => faults::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Fonts => font::run(),
        Task::Tidy => tidy::run(),
        Task::Ci => ci::run(),
    };
    report(result)
}

fn report(result: Result<()>) -> std::process::ExitCode {
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{}", progress::red(&format!("stopped: {error:#}")));
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    /// The parser of arguments asserts when it is built, each task's own part too: a name used twice would stop `cargo xtask run`.
    #[test]
    fn arguments_of_every_task_are_sound() {
        super::Arguments::command().debug_assert();
    }
}
