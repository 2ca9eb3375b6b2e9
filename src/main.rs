//! Scratch entry.
fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or(".".into()));
    let tree = throughline::source::disk::read_folder(&root, &[]).unwrap();
    let v = throughline::pipeline::examine(&tree, |s| s.as_of.unwrap());
    print!("{}", throughline::diagnostic::text::render(&v.findings, &tree, false));
    println!("{} {}", v.handbook.documents.len(), throughline::diagnostic::Summary::of(&v.findings));
}
