//! `recto translate` with a provider: asked once, remembered for ever.

use serde_json::{Value, json};

use crate::server::{Answer, Server, english};
use crate::support::{Home, PLAIN_PAGE, paragraph};

/// Returns the command that asks a server.
pub(crate) fn ask(server: &Server, rest: &str) -> String {
    format!("translate -p openai -m fake --base-url {} -f json -o out {rest}", server.url())
}

/// Runs the binary with a key in its place.
pub(crate) fn run(home: &Home, line: &str) -> crate::support::Run {
    home.run_with(line, |command| command.env("OPENAI_API_KEY", "test-key-0001"))
}

/// Returns the English of every unit of an edition, in order.
pub(crate) fn texts(edition: &str) -> Vec<Option<String>> {
    pairs(edition).into_iter().map(|(_, en)| en).collect()
}

/// Returns both sides of every unit of an edition, in order.
pub(crate) fn pairs(edition: &str) -> Vec<(String, Option<String>)> {
    let edition: Value = serde_json::from_str(edition).expect("an edition is JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let units = list(&edition["articles"]).into_iter().flat_map(|article| {
        list(&article["blocks"]).into_iter().flat_map(|block| list(&block["units"]))
    });
    let text = |side: &Value| side.as_str().map(str::to_owned);
    units.map(|unit| (text(&unit["zh"]).unwrap_or_default(), text(&unit["en"]))).collect()
}

#[test]
fn every_segment_has_its_own_answer_and_a_second_run_asks_nobody() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::good();
    run(&home, &ask(&server, "page.txt")).ends(0).says(&["asking `openai` (fake) at 127.0.0.1"]);
    let first = home.read("out/page.json");
    assert!(first.contains(&english("青岚市新建滨河公园")));
    assert!(texts(&first).iter().all(Option::is_some));
    let asked = server.requests();
    assert!(asked >= 1);
    run(&home, &ask(&server, "page.txt")).ends(0);
    assert_eq!((server.requests(), home.read("out/page.json")), (asked, first));
    assert_eq!(server.keys(), ["test-key-0001"]);
}

#[test]
fn equal_texts_on_different_pages_are_asked_for_once() {
    let home = Home::new();
    for n in 0..6 {
        home.write(&format!("p{n}.txt"), PLAIN_PAGE);
    }
    let server = Server::good();
    run(&home, &ask(&server, ".")).ends(0);
    assert_eq!(home.list("out").len(), 6);
    assert_eq!(server.repeated(), 0);
}

#[test]
fn what_is_remembered_is_used_offline_too() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::good();
    run(&home, &ask(&server, "page.txt")).ends(0);
    home.run("translate page.txt --offline -f json -o offline").ends(0);
    let offline = home.read("offline/page.json");
    assert!(offline.contains(&english("青岚市新建滨河公园")));
    assert!(!offline.contains("\"gloss\""));
}

#[test]
fn an_offline_run_sends_nothing_whatever_the_settings_say() {
    let home = Home::new();
    let server = Server::good();
    let settings = format!("provider = \"openai\"\nbase-url = \"{}\"\n", server.url());
    home.write("page.txt", PLAIN_PAGE).write("recto.toml", settings);
    run(&home, "translate page.txt --offline -o out").ends(0);
    home.run_with("translate page.txt -o out", |command| command.env("RECTO_OFFLINE", "true"))
        .ends(0);
    run(&home, "translate page.txt --offline -p deepl -o out").ends(6);
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_dry_run_counts_and_sends_and_writes_nothing() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::good();
    let plan = run(&home, &ask(&server, "page.txt --dry-run")).ends(0).stdout();
    assert!(
        plan.contains("to ask") && plan.contains("page.txt") && plan.contains("in all, 1 page")
    );
    assert_eq!((server.requests(), home.list("out").len()), (0, 0));
    run(&home, &ask(&server, "page.txt")).ends(0);
    let plan = run(&home, &ask(&server, "page.txt --dry-run")).ends(0).stdout();
    let total = plan.lines().find(|line| line.ends_with("in all, 1 page")).expect("a total");
    let total: Vec<&str> = total.split_whitespace().collect();
    assert_eq!((total[0], total[2]), (total[1], "0"), "{plan}");
}

#[test]
fn a_run_that_remembers_nothing_leaves_nothing() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let server = Server::good();
    run(&home, &ask(&server, "page.txt --no-memory")).ends(0);
    assert!(!home.path("home/data").exists());
    run(&home, &ask(&server, "page.txt --memory own.db")).ends(0);
    assert!(home.work("own.db").exists());
}

#[test]
fn an_edited_term_asks_again_for_the_segments_that_hold_it_and_no_others() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE)
        .write("terms.csv", "zh,en_first,class\n滨河公园,Riverside Park,hint\n");
    let server = Server::good();
    run(&home, &ask(&server, "page.txt --glossary terms.csv")).ends(0);
    home.write(
        "terms.csv",
        "zh,en_first,class\n不在此页,Not Here,hint\n滨河公园,Riverside Park,hint\n",
    );
    let asked = server.requests();
    run(&home, &ask(&server, "page.txt --glossary terms.csv")).ends(0);
    assert_eq!(server.requests(), asked);
    home.write("terms.csv", "zh,en_first,class\n滨河公园,Riverbank Park,hint\n");
    run(&home, &ask(&server, "page.txt --glossary terms.csv")).ends(0);
    assert_eq!(server.requests(), asked + 1);
}

#[test]
fn the_settings_of_a_project_are_enough() {
    let home = Home::new();
    let server = Server::good();
    let settings = format!(
        "format = [\"json\"]\noutput = \"out\"\n[provider]\nuse = \"desk\"\n\
         [provider.desk]\nbase_url = \"{}\"\nmodel = \"local\"\nconcurrency = 2\n",
        server.url()
    );
    home.write("recto.toml", settings).write("page.txt", PLAIN_PAGE);
    home.run("translate page.txt").ends(0);
    assert!(server.requests() > 0);
    assert_eq!(home.list("out"), ["page.json"]);
}

#[test]
fn many_pages_are_asked_for_at_the_same_time() {
    let home = Home::new();
    for n in 0..24 {
        home.write(&format!("p{n:02}.txt"), paragraph(n));
    }
    let server =
        Server::start(|asked| Answer::good(asked).after(std::time::Duration::from_millis(300)));
    let begun = std::time::Instant::now();
    run(&home, &ask(&server, ". -j 24")).ends(0);
    assert!(begun.elapsed().as_secs_f64() < 24.0 * 0.3 / 2.0, "{:?}", begun.elapsed());
}

#[test]
fn an_api_that_the_settings_describe_is_asked_without_code() {
    let home = Home::new();
    let server = Server::start(|asked| {
        let texts = asked.body["q"].as_array().cloned().unwrap_or_default();
        let english = texts.iter().map(|text| english(text.as_str().unwrap_or_default()));
        Answer::json(200, &json!({ "data": english.collect::<Vec<_>>() }))
    });
    let settings = format!(
        "format = [\"json\"]\noutput = \"out\"\n[provider]\nuse = \"mycorp\"\n[provider.mycorp]\n\
         kind = \"http\"\nurl = \"{}/translate\"\nbody = '{{\"q\": {{{{ texts }}}}}}'\n\
         result = \"/data/*\"\nsigning = \"bearer\"\nkey_env = \"MYCORP_KEY\"\n",
        server.url()
    );
    home.write("recto.toml", settings).write("page.txt", PLAIN_PAGE);
    home.run("translate page.txt").ends(6).says(&["MYCORP_KEY"]);
    let run = home.run_with("translate page.txt", |command| command.env("MYCORP_KEY", "canary-9"));
    run.ends(0).says(&["asking `mycorp`"]);
    assert_eq!(server.keys(), ["canary-9"]);
    assert!(home.read("out/page.json").contains(&english("青岚市新建滨河公园")));
}

#[test]
fn what_a_model_refuses_is_found_out_once_and_remembered() {
    let home = Home::new();
    home.write("one.txt", paragraph(1)).write("two.txt", paragraph(2));
    home.write("recto.toml", "[provider.openai]\ntemperature = 0.3\n");
    let server = Server::start(|asked| {
        if asked.body.get("temperature").is_none() {
            return Answer::good(asked);
        }
        let error = json!({ "message": "Unsupported value", "param": "temperature" });
        Answer::json(400, &json!({ "error": error }))
    });
    run(&home, &ask(&server, "one.txt")).ends(0);
    assert_eq!(server.requests(), 2);
    run(&home, &ask(&server, "two.txt")).ends(0);
    assert_eq!(server.requests(), 3);
}

#[test]
fn a_figure_that_is_put_right_is_told_and_comes_back_as_the_machines() {
    const WRONG: &str = "This year Baihe county has applied for 473,000 yuan for its canals.";
    let home = Home::new();
    home.write("page.txt", "今年以来，白河县为修建水渠申领资金473万元。\n");
    let server = Server::start(|asked| {
        let segments = asked.segments.iter();
        Answer::segments(segments.map(|(id, _)| (id.as_str(), WRONG.to_owned())))
    });
    let line = ask(&server, "page.txt -f json -f md -f csv");
    run(&home, &line).ends(0);
    let edition = home.read("out/page.json");
    let right = WRONG.replace("473,000", "4.73 million");
    assert_eq!(texts(&edition), [Some(right)]);
    assert!(edition.contains("MAGNITUDE_MENDED") && edition.contains("\"replaced\""), "{edition}");
    let paper = home.read("out/page.md");
    assert!(paper.contains("473,000 yuan") && paper.contains("was answered"), "{paper}");
    // Nobody has touched the edition: what comes back is what the machine said.
    home.run("memory import out/page.csv").ends(0).says(&["1 unchanged"]);
    let requests = server.requests();
    run(&home, &format!("{line} --without MAGNITUDE_MENDED")).ends(3);
    assert_eq!(texts(&home.read("out/page.json")), [Some(WRONG.to_owned())]);
    assert_eq!(server.requests(), requests, "what was answered is remembered");
}
