//! The typed header of each kind, one file a kind: its fields, and the function that reads them.

mod customer;
mod mission;
mod page;
mod promise;
mod role;
mod story;
mod system;
mod vision;
mod want;

pub use customer::Customer;
pub use mission::Mission;
pub use page::{Page, PageType};
pub use promise::{Level, Promise, State};
pub use role::Role;
pub use story::{Story, StoryType};
pub use system::{Floor, Style, System};
pub use vision::Vision;
pub use want::{Decision, Want};

use super::document::{Data, Kind};
use super::header::Header;

/// Reads the fields of `kind`. `foreign_is_fine` lets plain pages keep other generators' keys.
pub fn read(kind: Kind, header: &mut Header<'_>) -> Data {
    match kind {
        Kind::Vision => Data::Vision(Vision::read(header)),
        Kind::Mission => Data::Mission(Mission::read(header)),
        Kind::Promise => Data::Promise(Box::new(Promise::read(header))),
        Kind::System => Data::System(Box::new(System::read(header))),
        Kind::Role => Data::Role(Role::read(header)),
        Kind::Customer => Data::Customer(Customer::read(header)),
        Kind::Want => Data::Want(Box::new(Want::read(header))),
        Kind::Story => Data::Story(Story::read(header)),
        Kind::Page => Data::Page(Page::read(header)),
    }
}
