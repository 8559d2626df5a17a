//! The sentences of `--help`, put into clap's commands from the catalogues: `help-COMMAND`, `help-COMMAND-ARGUMENT`, or
//! `help-arg-ARGUMENT` where an argument means the same everywhere.

use clap::Command;
use wandel_words::Words;

fn key(path: &[String], name: &str) -> String {
    let mut key = String::from("help");
    for part in path.iter().map(String::as_str).chain((!name.is_empty()).then_some(name)) {
        key.push('-');
        key.push_str(&part.replace('_', "-"));
    }
    key
}

/// The command with its sentences, and those of everything below it.
#[must_use]
pub fn localise(command: Command, words: Words) -> Command {
    below(command, words, &mut Vec::new())
}

fn below(command: Command, words: Words, path: &mut Vec<String>) -> Command {
    let own = path.clone();
    let command = command.about(words.say(&key(path, ""), &[]));
    let command = command.mut_args(|arg| {
        let name = arg.get_id().as_str().to_owned();
        let exact = key(&own, &name);
        let shared = format!("help-arg-{}", name.replace('_', "-"));
        let key = if words.has(&exact) { exact } else { shared };
        arg.help(words.say(&key, &[]))
    });
    command.mut_subcommands(|sub| {
        path.push(sub.get_name().to_owned());
        let sub = below(sub, words, path);
        path.pop();
        sub
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::CommandFactory;

    fn sentences(command: &Command, path: &str, into: &mut Vec<(String, String)>) {
        into.push((path.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
        for arg in command.get_arguments() {
            into.push((
                format!("{path} {}", arg.get_id()),
                arg.get_help().map(ToString::to_string).unwrap_or_default(),
            ));
        }
        for sub in command.get_subcommands() {
            sentences(sub, &format!("{path} {}", sub.get_name()), into);
        }
    }

    #[test]
    fn everything_has_a_sentence_in_both_languages() {
        Cli::command().debug_assert();
        for tag in ["de", "en"] {
            let mut found = Vec::new();
            sentences(&localise(Cli::command(), Words::new(tag)), "wandel", &mut found);
            for (what, sentence) in found {
                // A missing message says its own key.
                assert!(
                    !sentence.is_empty() && !sentence.starts_with("help-"),
                    "{tag}: {what}: {sentence:?}"
                );
            }
        }
    }
}
