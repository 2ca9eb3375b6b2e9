//! One file changed in place: by two at once, by an editor in between, and when the change fails.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use anyhow::bail;
use tempfile::TempDir;

use crate::write::update;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn what_an_editor_wrote_in_between_is_kept() {
    let folder = folder();
    let file = folder.path().join("log.csv");
    fs::write(&file, "one\n").unwrap();
    let mut asked = 0;
    update(&file, |old| {
        asked += 1;
        if asked == 1 {
            fs::write(&file, "one\ntwo\n")?;
        }
        Ok(format!("{}three\n", old.unwrap_or_default()))
    })
    .unwrap();
    assert_eq!((fs::read_to_string(&file).unwrap().as_str(), asked), ("one\ntwo\nthree\n", 2));
}

#[test]
fn a_change_that_fails_leaves_everything_as_it_was() {
    let folder = folder();
    let file = folder.path().join("log.csv");
    fs::write(&file, "one\n").unwrap();
    assert!(update(&file, |_| bail!("no")).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "one\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing lies beside it");
}

#[test]
fn a_file_that_changes_all_the_time_is_given_up_on() {
    let folder = folder();
    let file = folder.path().join("log.csv");
    let mut count = 0;
    let result = update(&file, |_| {
        count += 1;
        fs::write(&file, count.to_string())?;
        Ok("mine".to_string())
    });
    assert!(result.unwrap_err().to_string().contains("all the time"));
    assert_eq!(fs::read_to_string(&file).unwrap(), count.to_string(), "the other's last word stands");
}

#[test]
fn a_new_file_gets_its_folder_and_an_old_one_keeps_its_permissions() {
    let folder = folder();
    let file = folder.path().join("content/records/log.csv");
    update(&file, |old| {
        assert_eq!(old, None);
        Ok("one\n".to_string())
    })
    .unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    update(&file, |old| Ok(format!("{}two\n", old.unwrap_or_default()))).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "one\ntwo\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_link_and_a_byte_order_mark_stay() {
    let folder = folder();
    let (file, link) = (folder.path().join("log.csv"), folder.path().join("link.csv"));
    fs::write(&file, "\u{feff}one\n").unwrap();
    symlink("log.csv", &link).unwrap();
    update(&link, |old| {
        assert_eq!(old, Some("one\n"));
        Ok("two\n".to_string())
    })
    .unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), "\u{feff}two\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing lies beside them");
}
