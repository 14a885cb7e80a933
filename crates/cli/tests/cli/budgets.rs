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
    run(&home, &ask(&server, ". --max-requests 0")).ends(4);
    assert_eq!(server.requests(), 2);
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
    assert!(plan.contains("estimated cost"), "{plan}");
    run(&home, &line).ends(4).says(&["cost"]);
    let requests = server.requests();
    assert!((1..10).contains(&requests), "{requests} requests");
    home.run("translate . --max-cost much").ends(2).says(&["no amount of money"]);
}
