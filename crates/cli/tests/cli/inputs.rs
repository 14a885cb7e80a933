//! Bad input: every case ends with a message that names the file and the way out, the other pages are
//! finished, and the exit code tells.

use std::fs;

use crate::support::{Home, PAGE};

/// Encodes a text as UTF-16.
fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// Repairs a page alone; returns the run.
#[track_caller]
fn assert_alone(bytes: impl AsRef<[u8]>, code: i32, says: &[&str]) -> String {
    let home = Home::new();
    home.write("bad.txt", bytes);
    home.run("repair -f txt bad.txt").ends(code).says(says).stdout()
}

/// Repairs a page among good ones; the good ones are finished.
#[track_caller]
fn assert_among_good(bytes: impl AsRef<[u8]>, code: i32, says: &[&str]) {
    let home = Home::new();
    home.write("a.txt", PAGE).write("m.txt", bytes).write("z.txt", PAGE);
    home.run("repair -f md a.txt m.txt z.txt -o out").ends(code).says(says);
    let written = home.list("out");
    assert!(written.contains(&"a.md".to_owned()) && written.contains(&"z.md".to_owned()));
}

#[test]
fn an_empty_page_is_passed_over_and_alone_there_is_nothing_to_do() {
    for bytes in ["", " \n\t\n\u{3000}\n", "\u{feff}"] {
        assert_alone(bytes, 7, &["`bad.txt`"]);
        assert_among_good(bytes, 0, &["`m.txt`"]);
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
    assert_alone(png, 7, &["error: cannot read `bad.txt`: not text (PNG)", "hint: "]);
    assert_among_good(png, 3, &["`m.txt`: not text (PNG)"]);
    let noise: Vec<u8> =
        (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_alone(&noise, 7, &["error: cannot read `bad.txt`"]);
    assert_alone(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 7, &["not text (PDF)", "text layer"]);
}

#[test]
fn a_byte_that_is_no_utf8_is_reported_with_its_place() {
    let mut bytes = PAGE.as_bytes().to_vec();
    bytes.insert(PAGE.find("本报讯").expect("there"), 0xff);
    let text = assert_alone(&bytes, 0, &["bad.txt"]);
    assert!(text.contains("市园林局负责人表示"));
}

#[test]
fn the_encodings_of_chinese_pages_are_read() {
    let gb = encoding_rs::GB18030.encode(PAGE).0;
    let traditional =
        "青嵐市今年新增公園12處，市民出門步行十分鐘即可到達。縣長表示，明年還將建設綠道。\n"
            .repeat(4);
    let big5 = encoding_rs::BIG5.encode(&traditional).0;
    for bytes in [
        gb.to_vec(),
        utf16(PAGE, true, true),
        utf16(PAGE, false, true),
        utf16(PAGE, true, false),
        utf16(PAGE, false, false),
        format!("\u{feff}{PAGE}").into_bytes(),
    ] {
        assert!(assert_alone(&bytes, 0, &[]).contains("青岚市今年新增公园12处"));
    }
    assert!(assert_alone(&big5, 0, &[]).contains("青嵐市今年新增公園"));
}

#[test]
fn the_user_can_name_the_encoding() {
    let home = Home::new();
    home.write("page.txt", encoding_rs::GBK.encode("青岚").0);
    assert!(home.run("repair -f txt --encoding gbk page.txt").ends(0).stdout().contains("青岚"));
    home.run("repair --encoding klingon page.txt").ends(2).says(&["`klingon`", "gb18030"]);
}

#[test]
fn control_and_bidi_characters_reach_neither_text_nor_terminal() {
    let page = PAGE.replace("园林局", "园\u{1b}[31m林\u{202e}局\u{200b}\u{0}");
    let home = Home::new();
    home.write("p\u{1b}[2J\u{202e}.txt", page);
    let run = home.run("repair -f txt -v .").ends(0);
    for text in [run.stdout(), run.stderr()] {
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\0']), "{text:?}");
    }
}

#[test]
fn a_missing_file_does_not_stop_the_others() {
    let home = Home::new();
    home.write("a.txt", PAGE).write("z.txt", PAGE);
    home.run("repair a.txt gone.txt z.txt -o out")
        .ends(3)
        .says(&["error: cannot read `gone.txt`: no such file"]);
    assert_eq!(home.list("out"), ["a.md", "z.md"]);
    home.run("repair gone.txt").ends(7);
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_loops_of_links_are_passed_over() {
    let home = Home::new();
    home.write("pages/a.txt", PAGE);
    std::os::unix::fs::symlink(home.work("pages"), home.work("pages/again")).expect("a link");
    let pipe = home.work("pages/pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    home.run("repair pages /dev/zero -o out").ends(3).says(&[
        "`/dev/zero`: not a regular file",
        "pipe.txt`: not a regular file",
        "leads back",
    ]);
    assert_eq!(home.list("out"), ["a.md"]);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_shown_with_its_bytes() {
    use std::os::unix::ffi::OsStrExt as _;
    let home = Home::new();
    let name = std::ffi::OsStr::from_bytes(b"p\xff.txt");
    fs::write(home.path("work").join(name), PAGE).expect("a file can be written");
    let run = home.run("repair -f json .").ends(0);
    assert!(run.stdout().contains(r"p\\xff.txt"), "{}", run.stdout());
    home.run("repair . -o out").ends(0);
    assert_eq!(home.list("out"), ["p_xff.md"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_found_out_first() {
    let home = Home::new();
    home.write("page.txt", PAGE).write("file", "");
    home.run("repair page.txt -o file/out")
        .ends(2)
        .says(&["error: cannot write to `file/out`", "hint: name another folder with `-o DIR`"]);
}

#[test]
fn a_page_is_never_overwritten() {
    let home = Home::new();
    home.write("page.md", PAGE);
    home.run("repair page.md -o .").ends(0);
    assert_eq!(home.read("page.md"), PAGE);
    home.run("repair page.md -f md -o page.md").ends(2).says(&["`page.md` is a page"]);
    assert_eq!(home.read("page.md"), PAGE);
}

#[test]
fn a_long_line_and_a_large_file_are_read_in_time_that_grows_with_them() {
    let megabytes = if cfg!(debug_assertions) { 1 } else { 10 };
    let line = "青岚市今年新增公园十二处总面积达到三十六公顷".repeat(megabytes << 14);
    assert!(assert_alone(&line, 0, &[]).contains("青岚市"));
    let paragraphs = if cfg!(debug_assertions) { 4_000 } else { 300_000 };
    let large: String = (0..paragraphs)
        .map(|n| format!("青岚市第{n}号公告：今年新增公园{n}处，总面积达到{n}.5公顷，市民出门步行即可到达。\n\n"))
        .collect();
    assert!(assert_alone(&large, 0, &[]).contains(&format!("第{}号公告", paragraphs - 1)));
}

#[test]
fn no_pages_at_all_is_wrong_usage_or_an_empty_page() {
    let home = Home::new();
    fs::create_dir_all(home.work("empty")).expect("a folder");
    home.run("repair empty").ends(2).says(&["no pages are given"]);
    home.run_with("repair", |command| command.write_stdin("")).ends(7).says(&["`stdin`"]);
}
