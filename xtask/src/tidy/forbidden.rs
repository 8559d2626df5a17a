//! Words that must not stand in some places: unfinished work, foreign knowledge in a layer, names of package registries.

use super::File;

/// What must not be found, where it is looked for (path prefixes and ending), and why.
struct Rule {
    words: &'static [&'static str],
    within: &'static str,
    except: &'static [&'static str],
    ending: &'static str,
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        words: &["rusqlite", "SELECT ", "INSERT INTO"],
        within: "server/src/http",
        except: &[],
        ending: ".rs",
        why: "http/ never touches SQL",
    },
    Rule {
        words: &["web_sys", "js_sys", "wasm_bindgen"],
        within: "client-wasm/src",
        except: &["client-wasm/src/js"],
        ending: ".rs",
        why: "the browser is known in js/ only",
    },
    Rule {
        words: &["TODO", "FIXME", "todo!", "unimplemented!", "#[ignore"],
        within: "",
        except: &["xtask/src/tidy"],
        ending: ".rs",
        why: "finish it or leave it out",
    },
    Rule {
        words: &["TODO", "FIXME", "@ts-ignore", ".only("],
        within: "",
        except: &[],
        ending: ".ts",
        why: "finish it or leave it out",
    },
    Rule {
        words: &["TODO", "FIXME", "@ts-ignore"],
        within: "",
        except: &[],
        ending: ".svelte",
        why: "finish it or leave it out",
    },
    Rule {
        words: &["from 'yjs'", "from \"yjs\""],
        within: "web/src",
        except: &[],
        ending: ".ts",
        why: "the shell does not know the CRDT",
    },
    Rule {
        words: &["\"resolved\":"],
        within: "",
        except: &[],
        ending: "package-lock.json",
        why: "lock files name no registry (omit-lockfile-registry-resolved)",
    },
];

pub fn check(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for rule in RULES {
        for file in files.iter().filter(|file| applies(rule, &file.path)) {
            for (number, line) in file.text.lines().enumerate() {
                if let Some(word) = rule.words.iter().find(|word| line.contains(**word)) {
                    findings.push(format!("{}:{}: `{word}`: {}", file.path, number + 1, rule.why));
                }
            }
        }
    }
    findings
}

fn applies(rule: &Rule, path: &str) -> bool {
    path.starts_with(rule.within)
        && path.ends_with(rule.ending)
        && !rule.except.iter().any(|prefix| path.starts_with(prefix))
}
