//! What is out there? Read-only tables of the world, built into the binary: places, news agencies, outlets and
//! their owners. Stages look names up here; nothing here reads a report.

mod agencies;
mod background;
pub mod gazetteer;
mod outlets;

pub use agencies::{Agency, agencies, agency, agency_forms};
pub use background::background_rate;
pub use gazetteer::Gazetteer;
pub use outlets::{Outlet, Outlets};
