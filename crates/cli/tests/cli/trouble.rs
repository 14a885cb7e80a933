//! A provider in trouble: the way out is said, the exit code tells, nothing answered is lost, and the
//! same command goes on.

use std::time::Duration;

use serde_json::json;

use crate::server::{Answer, Asked, Server};
use crate::support::{Home, PLAIN_PAGE, paragraph};
use crate::translate::{ask, pairs, run, texts};

#[test]
fn a_wrong_key_is_refused_once_and_never_shown() {
    let home = Home::new();
    home.write("a.txt", PLAIN_PAGE).write("b.txt", paragraph(1));
    let server = Server::start(|_| {
        Answer::json(
            401,
            &json!({ "error": { "message": "Incorrect API key provided: test-key-0001" } }),
        )
    });
    let run =
        run(&home, &ask(&server, "a.txt b.txt")).ends(6).says(&["error: ", "openai", "hint: "]);
    assert!(!run.stderr().contains("test-key-0001"), "{}", run.stderr());
    assert!(server.requests() <= 4, "{} requests with a wrong key", server.requests());
    assert!(home.list("out").is_empty());
}

#[test]
fn a_model_that_does_not_exist_is_a_matter_of_settings() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::start(|_| {
        let error = json!({ "error": { "message": "The model `fake` does not exist", "code": "model_not_found" } });
        Answer::json(404, &error)
    });
    run(&home, &ask(&server, "page.txt")).ends(2).says(&["error: ", "fake", "hint: "]);
}

#[test]
fn a_server_that_is_down_is_named() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let line = format!("translate page.txt -p openai -m fake --base-url {} -o out", Server::down());
    run(&home, &line).ends(3).says(&["error: ", "127.0.0.1", "hint: "]);
}

/// A server that answers this to everything; the run ends with a message and without an edition.
#[track_caller]
fn assert_useless(answer: fn() -> Answer) {
    let home = Home::new();
    home.write("page.txt", paragraph(1));
    let server = Server::start(move |_| answer());
    let run = run(&home, &ask(&server, "page.txt")).ends(3).says(&["hint: "]);
    assert!(run.stderr().contains("openai"), "{}", run.stderr());
    assert!(home.list("out").is_empty());
}

#[test]
fn a_web_page_in_place_of_an_answer_is_no_answer() {
    assert_useless(Answer::html);
}

#[test]
fn json_that_is_cut_off_is_no_answer() {
    assert_useless(|| {
        Answer::json(200, &json!({ "choices": [{ "message": { "content": "{\"segm" } }] })).cut()
    });
}

#[test]
fn an_answer_without_text_is_no_answer() {
    assert_useless(|| Answer::json(200, &json!({ "choices": [] })));
}

#[test]
fn what_is_missing_from_an_answer_is_asked_for_again_and_nothing_is_shifted() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let good = Server::good();
    run(&home, &ask(&good, "page.txt --no-memory")).ends(0);
    let expected = home.read("out/page.json");
    let server = Server::start(|asked| {
        // The first of several segments is left out, as a model does that merges two.
        let from = usize::from(asked.segments.len() > 1);
        let segments = asked.segments[from..].iter();
        Answer::segments(segments.map(|(id, zh)| (id.as_str(), crate::server::english(zh))))
    });
    run(&home, &ask(&server, "page.txt")).ends(0);
    assert_eq!(texts(&home.read("out/page.json")), texts(&expected));
}

#[test]
fn a_passing_trouble_is_outlived() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::start(|asked| match asked.number {
        1 => Answer::json(429, &json!({ "error": { "message": "slow down" } })),
        2 => Answer::json(503, &json!({ "error": { "message": "overloaded" } })),
        _ => Answer::good(asked),
    });
    run(&home, &ask(&server, "page.txt")).ends(0);
    assert!(texts(&home.read("out/page.json")).iter().all(Option::is_some));
}

#[test]
fn the_next_one_is_asked_for_what_the_first_does_not_answer() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::start(|_| Answer::html());
    run(&home, &ask(&server, "page.txt --fallback offline")).ends(0);
    assert!(home.read("out/page.json").contains("\"gloss\""));
}

#[test]
fn what_was_answered_before_a_failure_is_not_asked_for_again() {
    let home = Home::new();
    for n in 0..8 {
        home.write(&format!("p{n}.txt"), paragraph(n));
    }
    let server = Server::start(|asked| {
        if asked.number > 3 {
            Answer::json(401, &json!({ "error": { "message": "revoked" } }))
        } else {
            Answer::good(asked)
        }
    });
    run(&home, &ask(&server, ". -j 1")).ends(6);
    assert_eq!(home.list("out").len(), 3);
    let second = Server::good();
    // The address is part of who is asked, but not its port.
    run(&home, &ask(&second, ". -j 1")).ends(0);
    assert_eq!((home.list("out").len(), second.requests()), (8, 5));
}

#[test]
fn a_folder_that_cannot_be_written_is_found_out_before_anything_is_paid_for() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE).write("file", "");
    let server = Server::good();
    let line = ask(&server, "page.txt").replace("-o out", "-o file/out");
    run(&home, &line).ends(2).says(&["cannot write to `file/out`", "-o DIR"]);
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_memory_of_a_newer_version_or_none_at_all_is_left_alone_before_anything_is_paid_for() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE).write("notes.db", "no memory ".repeat(500));
    let server = Server::good();
    let run = run(&home, &ask(&server, "page.txt --memory notes.db"));
    assert_ne!(run.code(), Some(0));
    run.says(&["error: the memory", "hint: "]);
    assert_eq!(server.requests(), 0);
    assert_eq!(home.read("notes.db"), "no memory ".repeat(500));
}

#[test]
fn what_a_provider_says_has_no_effect_on_the_terminal_and_no_markup() {
    let home = Home::new();
    home.write("page.txt", paragraph(1));
    let server = Server::start(|asked| {
        let evil = |zh: &str| {
            format!("<script>alert(1)</script>\u{1b}[31m\u{202e} {}", crate::server::english(zh))
        };
        Answer::segments(asked.segments.iter().map(|(id, zh)| (id.as_str(), evil(zh))))
    });
    let run = run(&home, &ask(&server, "page.txt -f html -f md -vv"));
    assert!(!run.stderr().contains(['\u{1b}', '\u{202e}']), "{:?}", run.stderr());
    for name in home.list("out") {
        let text = home.read(&format!("out/{name}"));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{name}");
        // The title in the front matter of Markdown is a quoted string, and no markup.
        let text: String = text.lines().filter(|line| !line.starts_with("title: \"")).collect();
        let text = text.replace("\\<", "");
        assert!(name.ends_with(".json") || !text.contains("<script>alert"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn killed_in_the_middle_the_same_command_finishes_and_repeats_only_what_was_under_way() {
    let home = Home::new();
    for n in 0..30 {
        home.write(&format!("p{n:02}.txt"), paragraph(n));
    }
    let server = Server::start(|asked| Answer::good(asked).after(Duration::from_millis(60)));
    let line = ask(&server, ". -j 4");
    for _ in 0..3 {
        let mut child = home.spawn(&line);
        let before = server.requests();
        home.wait_until(|| server.requests() >= before + 6);
        child.kill().expect("it still runs");
        child.wait().expect("it ends");
    }
    run(&home, &line).ends(0);
    assert_eq!(home.list("out").iter().filter(|name| name.ends_with(".json")).count(), 30);
    assert!(server.repeated() <= 3 * 4, "{} texts were paid for twice", server.repeated());
    let asked = server.requests();
    run(&home, &line).ends(0);
    assert_eq!(server.requests(), asked);
}

#[test]
fn eight_processes_on_one_folder_pay_for_each_text_once() {
    let home = Home::new();
    for n in 0..24 {
        home.write(&format!("p{n:02}.txt"), paragraph(n));
    }
    let server = Server::start(|asked| Answer::good(asked).after(Duration::from_millis(40)));
    let line = ask(&server, ". -j 4");
    let children: Vec<_> = (0..8).map(|_| home.spawn(&line)).collect();
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{stderr}");
    }
    assert_eq!((server.repeated(), server.texts().len()), (0, 24));
    assert_eq!(home.list("out").len(), 24);
}

/// What can be wrong with an answer, by a number.
fn faulty(fault: usize, asked: &Asked) -> Answer {
    let english = |zh: &str| crate::server::english(zh);
    let all = || asked.segments.iter().map(|(id, zh)| (id.as_str(), english(zh)));
    match fault {
        0 => Answer::json(429, &json!({ "error": { "message": "slow down" } })),
        1 => Answer::json(500, &json!({ "error": { "message": "oops" } })),
        2 => Answer::good(asked).cut(),
        3 => Answer::content("{\"segments\": [{\"id\": "),
        4 => Answer::segments(all().skip(1)),
        5 => Answer::segments(all().map(|(id, _)| (id, String::new()))),
        6 => Answer::segments(asked.segments.iter().map(|(id, zh)| (id.as_str(), zh.clone()))),
        7 => Answer::segments(all().map(|(_, en)| ("99", en))),
        _ => Answer::segments(all().chain(all().map(|(id, _)| (id, "Another.".to_owned())))),
    }
}

#[test]
fn whatever_goes_wrong_every_text_has_its_own_translation_or_none() {
    let home = Home::new();
    for (n, name) in "甲乙丙丁戊己庚辛壬癸子丑".chars().enumerate() {
        let paragraphs = [
            paragraph(n),
            format!("白河县{name}村的果农把新摘的梨子装上货车，清早就运往城里的集市。\n"),
            format!("松原区{name}小学的老师带着学生走进图书馆，听老人讲老街的故事。\n"),
            format!("云台镇{name}社区的志愿者在河边栽下柳树，过路的人都停下来帮忙。\n"),
        ];
        home.write(&format!("p{n:02}.txt"), paragraphs.join("\n"));
    }
    // Every third request goes wrong, each time in another way.
    let server = Server::start(|asked| match asked.number % 3 {
        0 => faulty(asked.number / 3 % 9, asked),
        _ => Answer::good(asked),
    });
    let line = ask(&server, ". -j 3 --batch 2");
    let first = run(&home, &line);
    assert!(matches!(first.code(), Some(0 | 3)), "{}", first.stderr());
    run(&home, &line).ends(0);
    let mut count = 0;
    for name in home.list("out") {
        for (zh, en) in pairs(&home.read(&format!("out/{name}"))) {
            assert_eq!(en, Some(crate::server::english(&zh)), "{name}");
            count += 1;
        }
    }
    assert_eq!(count, 48);
}

#[cfg(unix)]
#[test]
fn interrupted_it_awaits_what_is_under_way_and_goes_on_later() {
    let home = Home::new();
    for n in 0..20 {
        home.write(&format!("p{n:02}.txt"), paragraph(n));
    }
    let server = Server::start(|asked| Answer::good(asked).after(Duration::from_millis(100)));
    let line = ask(&server, ". -j 2");
    for signal in ["INT", "TERM"] {
        let child = home.spawn(&line);
        let before = server.requests();
        home.wait_until(|| server.requests() >= before + 3);
        home.signal(signal, &child);
        let output = child.wait_with_output().expect("it ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(130), "{stderr}");
        assert!(stderr.contains("answers under way are awaited"), "{stderr}");
    }
    run(&home, &line).ends(0);
    assert_eq!(server.repeated(), 0);
    assert_eq!(home.list("out").len(), 20);
}

#[cfg(unix)]
#[test]
fn the_second_signal_ends_it_at_once() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::start(|asked| Answer::good(asked).after(Duration::from_secs(30)));
    let child = home.spawn(&ask(&server, "page.txt"));
    home.wait_until(|| server.requests() >= 1);
    let begun = std::time::Instant::now();
    home.signal("INT", &child);
    std::thread::sleep(Duration::from_millis(300));
    home.signal("INT", &child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(10));
}
