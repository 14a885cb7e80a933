//! The command line before it does anything: help, version, completions, wrong words.

use crate::support::Home;

#[test]
fn help_names_the_commands_and_the_exit_codes() {
    let help = Home::new().run("--help").ends(0).stdout();
    for word in [
        "translate",
        "repair",
        "figures",
        "names",
        "check",
        "glossary",
        "providers",
        "memory",
        "completions",
        "130  interrupted",
    ] {
        assert!(help.contains(word), "`{word}` is not in: {help}");
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    let version = Home::new().run("--version").ends(0).stdout();
    assert_eq!(version, concat!("recto ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_wrong_command_or_flag_is_wrong_usage_and_names_the_right_one() {
    let home = Home::new();
    home.run("repiar").ends(2).says(&["repair"]);
    home.run("repair --formt json").ends(2).says(&["--format"]);
    home.run("").ends(2);
}

#[test]
fn completions_are_written_for_each_shell() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(home.run(&format!("completions {shell}")).ends(0).stdout().contains("recto"));
    }
    home.run("completions tcsh").ends(2);
}
