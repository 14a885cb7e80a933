//! What a file is that is not text, by its first bytes.

/// First bytes that say what a file is.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"AT&TFORM", "DjVu"),
    (b"%PDF-", "PDF"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word document"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x7fELF", "ELF program"),
    (b"\xcf\xfa\xed\xfe", "Mach-O program"),
    (b"\xca\xfe\xba\xbe", "Java class"),
    (b"\0asm", "WebAssembly"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"ID3\x02", "MP3"),
    (b"ID3\x03", "MP3"),
    (b"ID3\x04", "MP3"),
    (b"OggS\0", "Ogg"),
    (b"fLaC\0", "FLAC"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"\xff\xfe\0\0", "UTF-32 text"),
    (b"\0\0\xfe\xff", "UTF-32 text"),
];

/// Returns what the file is, where its first bytes say that it is not text.
pub(super) fn name(bytes: &[u8]) -> Option<&'static str> {
    let signature = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start));
    signature.map(|&(_, name)| name).or_else(|| zip(bytes)).or_else(|| deeper(bytes))
}

/// Tells archives that are documents from other ZIP archives, by the names of their first entries.
fn zip(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    Some(if holds(b"mimetypeapplication/epub+zip") {
        "EPUB"
    } else if holds(b"mimetypeapplication/vnd.oasis.opendocument") {
        "OpenDocument file"
    } else if holds(b"word/") {
        "Word document"
    } else {
        "ZIP archive"
    })
}

/// Looks at signatures that do not stand at the very beginning, or are too short to stand alone.
fn deeper(bytes: &[u8]) -> Option<&'static str> {
    let at =
        |start: usize, what: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(what));
    let has_nul = bytes[..bytes.len().min(64)].contains(&0);
    if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("WebP")
    } else if at(0, b"RIFF") && has_nul {
        Some("RIFF media")
    } else if at(4, b"ftyphei") || at(4, b"ftypmif1") {
        Some("HEIF")
    } else if at(4, b"ftyp") {
        Some("MP4 media")
    } else if at(0, b"BM") && at(6, &[0; 4]) {
        Some("BMP")
    } else if at(0, b"MZ") && has_nul && bytes.len() > 64 {
        Some("Windows program")
    } else if at(257, b"ustar") {
        Some("tar archive")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_first_bytes() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Some("PNG")),
            (b"%PDF-1.7\n", Some("PDF")),
            (b"\x7fELF\x02\x01", Some("ELF program")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("WebP")),
            (b"PK\x03\x04\x14\0\0\0somethingword/document.xml", Some("Word document")),
            (b"PK\x03\x04\x14\0mimetypeapplication/epub+zip", Some("EPUB")),
            (b"PK\x03\x04\x14\0pages.txt", Some("ZIP archive")),
            (b"BM\x8a\0\0\0\0\0\0\0\x8a\0", Some("BMP")),
            (b"BMW opens a plant in Qinglan", None),
            (b"MZ is two letters of a page", None),
            ("白河县开渠".as_bytes(), None),
        ] {
            assert_eq!(name(bytes), expected, "{bytes:?}");
        }
    }
}
