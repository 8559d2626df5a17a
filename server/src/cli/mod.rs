//! The command line: parses, carries out, says what happened. Exit 0 done, 1 found problems, 2 wrong use, 3 could not;
//! results on standard output, sentences on standard error.

pub mod args;
mod control;
mod demo;
mod doctor;
mod failure;
mod files;
mod help;
pub mod house;
mod import;
mod log;
mod ops;
mod password;
mod process;
mod request;
mod restore;
mod run;
mod say;
mod serve;
mod told;

use args::{Board, Cli, Command, Format, User};
use clap::{CommandFactory, FromArgMatches};
use failure::{Exit, Failure};
use request::{Blob, Reply, Request};
use std::process::ExitCode;
use wandel_words::{Language, Words};

/// Parses the arguments of the process and does what they say.
#[must_use]
pub fn main() -> ExitCode {
    let words = Words::new(&language());
    let command = help::localise(Cli::command(), words);
    // Wrong use and `--help` end the process inside clap, with 2 and 0.
    let cli = match Cli::from_arg_matches(&command.get_matches()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            say::error(&Failure::new("runtime").with("cause", error.to_string()).say(&words));
            return Exit::Failed.into();
        }
    };
    match runtime.block_on(carry_out(cli, words)) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            say::error(&failure.say(&words));
            failure.exit.into()
        }
    }
}

/// The language of the terminal: `WANDEL_LANG`, else what the system says.
fn language() -> String {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["WANDEL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default()
}

/// The language of a demo board: German, unless the system says English.
fn demo_language() -> Language {
    if language().to_ascii_lowercase().starts_with("en") { Language::En } else { Language::De }
}

async fn carry_out(cli: Cli, words: Words) -> Result<Exit, Failure> {
    let data = cli.data;
    let request = match cli.command {
        Command::Serve(args) => return serve::serve(&data, &args, words).await.map(|()| Exit::Done),
        Command::Convert(args) => return process::convert(&args, &words),
        Command::Check(args) => return process::check(&args, &words),
        Command::Layout(args) => return process::layout(&args, &words),
        Command::Render(args) => return process::render(&args, &words),
        Command::Restore(args) => return restore::restore(&data, &args.file, words).await,
        Command::User(User::Add(args)) => {
            let password = password::from_stdin().await?;
            Request::UserAdd { email: args.email, name: args.name, admin: args.admin, password }
        }
        Command::User(User::List) => Request::UserList,
        Command::User(User::Disable(args)) => Request::UserDisable { email: args.email },
        Command::User(User::Erase(args)) => Request::UserErase { email: args.email },
        Command::Board(Board::Create(args)) => Request::BoardCreate { title: args.title },
        Command::Board(Board::List) => Request::BoardList,
        Command::Board(Board::Import(args)) => return import::import(&data, args, words).await,
        Command::Board(Board::Export(args)) => {
            // Whoever names an archive wants one.
            let archive = args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
            let format = if archive && args.format == Format::Bpmn { Format::Zip } else { args.format };
            let (format, report) = (format.name().to_owned(), args.report.is_some());
            let into = args.into.as_deref().map(files::read).transpose()?.map(Blob);
            let request = Request::BoardExport { id: args.id, format, target: args.target, report, into };
            let reply = run::run(&data, request, words).await?;
            for (path, blob) in [(Some(&args.output), &reply.file), (args.report.as_ref(), &reply.report)] {
                if let (Some(path), Some(blob)) = (path, blob) {
                    files::write(path, &blob.0)?;
                }
            }
            return Ok(print(&reply));
        }
        Command::Board(Board::Link(args)) => {
            Request::BoardLink { id: args.id, role: args.role, days: args.days, base: args.public_url }
        }
        Command::Board(Board::Ticket(args)) => {
            Request::BoardTicket { id: args.id, role: args.role, hours: args.hours }
        }
        Command::Backup(args) => {
            let file = std::path::absolute(&args.file)
                .map_err(|error| Failure::file("file.write", &args.file, &error))?;
            Request::Backup { file }
        }
        Command::Board(Board::Versions(args)) => Request::BoardVersions { id: args.id },
        Command::Board(Board::Keep(args)) => Request::BoardKeep { id: args.id, name: args.name },
        Command::Board(Board::Restore(args)) => Request::BoardRestore { id: args.id, version: args.version },
        Command::Board(Board::Purge(args)) => Request::BoardPurge { id: args.id },
        Command::Doctor(args) => return doctor::doctor(&data, &args, words).await,
        Command::Verify => Request::Verify,
    };
    Ok(print(&run::run(&data, request, words).await?))
}

fn print(reply: &Reply) -> Exit {
    for line in &reply.lines {
        say::line(line);
    }
    reply.exit()
}
