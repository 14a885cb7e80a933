//! Limits are checked before each request, and the same command goes on.

use std::time::Duration;

use crate::server::{Answer, Server};
use crate::support::{Home, paragraph};
use crate::translate::{ask, run};

/// Makes a home with so many pages, each of one segment.
fn pages(count: usize) -> Home {
    let home = Home::new();
    for n in 0..count {
        home.write(&format!("p{n:02}.txt"), paragraph(n));
    }
    home
}

#[test]
fn no_more_requests_are_sent_than_allowed() {
    let home = pages(10);
    let server = Server::good();
    run(&home, &ask(&server, ". --max-requests 4")).ends(4).says(&["limit of requests"]);
    assert_eq!((server.requests(), home.list("out").len()), (4, 4));
    run(&home, &ask(&server, ". --max-requests 4")).ends(4);
    run(&home, &ask(&server, ". --max-requests 4")).ends(0);
    assert_eq!((server.requests(), server.repeated(), home.list("out").len()), (10, 0, 10));
}

#[test]
fn no_more_segments_are_asked_for_than_allowed() {
    let home = pages(6);
    let server = Server::good();
    run(&home, &ask(&server, ". --max-segments 2")).ends(4).says(&["limit of segments"]);
    assert_eq!(server.requests(), 2);
}

#[test]
fn a_budget_of_nothing_sends_nothing() {
    let home = pages(3);
    home.write("recto.toml", "[provider.openai]\nprice = { input = 1, output = 1 }\n");
    let server = Server::good();
    for budget in ["--max-requests 0", "--max-segments 0", "--max-cost 0", "--deadline 0s"] {
        run(&home, &ask(&server, &format!(". {budget}"))).ends(4);
        assert_eq!((server.requests(), home.list("out").len()), (0, 0), "{budget}");
    }
}

#[test]
fn after_the_deadline_nothing_more_is_asked() {
    let home = pages(30);
    let server = Server::start(|asked| Answer::good(asked).after(Duration::from_millis(400)));
    run(&home, &ask(&server, ". -j 1 --deadline 2s")).ends(4).says(&["deadline"]);
    let asked = server.requests();
    assert!((1..20).contains(&asked), "{asked} requests");
    assert_eq!(home.list("out").len(), asked);
}

#[test]
fn no_more_is_spent_than_allowed_and_a_price_is_needed() {
    let home = pages(10);
    let server = Server::good();
    run(&home, &ask(&server, ". --max-cost 5")).ends(4);
    assert_eq!(server.requests(), 0);
    home.write("recto.toml", "[provider.openai]\nprice = { input = 100000, output = 100000 }\n");
    let line = ask(&server, ". --max-cost 150 -j 1");
    let plan = run(&home, &format!("{line} --dry-run")).ends(0).stdout();
    assert!(plan.contains("estimated cost of asking `openai` (fake)"), "{plan}");
    run(&home, &line).ends(4).says(&["cost"]);
    let requests = server.requests();
    assert!((1..10).contains(&requests), "{requests} requests");
    home.run("translate . --max-cost much").ends(2).says(&["no amount of money"]);
}

#[test]
fn a_dry_run_says_what_it_may_cost_and_what_is_not_known() {
    let home = pages(3);
    let known =
        home.run("translate . --dry-run -p openai -m gpt-5-mini --fallback deepl,offline -v");
    let known = known.ends(0).stdout();
    let total = known.lines().find(|line| line.ends_with("in all, 3 pages")).expect("a total");
    assert!(total.contains(" to "), "{known}");
    assert_eq!(known.lines().filter(|line| line.contains("  a1 青岚市")).count(), 3, "{known}");
    for (asker, cost) in
        [("`openai` (gpt-5-mini)", " to "), ("`deepl`", " to "), ("the offline", ": 0.00")]
    {
        let line = known.lines().find(|line| line.contains(&format!("asking {asker}")));
        assert!(line.is_some_and(|line| line.contains(cost)), "{asker}: {known}");
    }
    assert!(known.contains("in US dollars at the prices of 20"), "{known}");
    let unknown = home.run("translate . --dry-run -p openai -m house-model").ends(0).stdout();
    assert!(unknown.contains("(house-model) at api.openai.com: unknown\n"), "{unknown}");
    let own = home
        .run("translate . --dry-run -p openai -m gpt-5-mini --base-url https://proxy.example/v1");
    assert!(own.ends(0).stdout().contains("unknown"));
}
