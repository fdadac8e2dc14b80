//! What is out there? Read-only tables of the world, built into the binary: places, news agencies, first names, outlets and
//! their owners. Stages look names up here; nothing here reads a report.

mod agencies;
mod background;
mod first_names;
pub mod gazetteer;
mod outlets;

pub use agencies::{Agency, agencies, agency, agency_forms};
pub use background::background_rate;
pub use first_names::are_forms_of_one_first_name;
pub use gazetteer::Gazetteer;
pub use outlets::{Outlet, Outlets};
