//! Settings files and variables, and which of them wins.

use crate::support::Home;

#[track_caller]
fn assert_memory(home: &Home, line: &str, variable: Option<&str>, expected: &str) {
    let run = home.run_with(line, |command| match variable {
        Some(value) => command.env("RECTO_MEMORY", value),
        None => command,
    });
    let path = run.ends(0).stdout();
    assert!(path.trim().ends_with(expected), "{path} is not {expected}");
}

#[test]
fn flags_win_over_variables_over_the_project_over_the_user() {
    let home = Home::new();
    home.write("../home/config/recto/config.toml", "memory = \"user.db\"\n");
    assert_memory(&home, "memory path", None, "home/config/recto/user.db");
    home.write("recto.toml", "memory = \"project.db\"\n");
    assert_memory(&home, "memory path", None, "work/project.db");
    assert_memory(&home, "memory path", Some("variable.db"), "variable.db");
    assert_memory(&home, "memory path --memory flag.db", Some("variable.db"), "flag.db");
    assert_memory(&home, "memory path --no-config", None, "home/data/recto/memory.db");
}

#[test]
fn the_project_file_is_found_from_a_folder_below_it() {
    let home = Home::new();
    home.write("recto.toml", "memory = \"project.db\"\n").write("a/b/page.txt", "");
    let run = home.run_with("memory path", |command| command.current_dir(home.work("a/b")));
    assert!(run.ends(0).stdout().trim().ends_with("work/project.db"));
}

#[test]
fn a_wrong_key_is_an_error_with_the_line_and_the_right_one() {
    let home = Home::new();
    home.write("recto.toml", "# settings\noutptu = \"editions\"\n");
    home.run("memory path").ends(2).says(&[
        "recto.toml, line 2: there is no setting `outptu`",
        "hint: did you mean `output`?",
    ]);
}

#[test]
fn a_settings_file_that_is_named_must_be_there() {
    let home = Home::new();
    home.run("memory path --config gone.toml")
        .ends(2)
        .says(&["cannot read the settings `gone.toml`"]);
}
