//! `/handbook.json`: the whole model for machines; sorted, without a clock, with a schema version.
//!
//! Bodies stay out: a second site or a report needs what things are and how they hang together.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::model::{Handbook, Target};
use crate::parse::checklist::Step;
use crate::parse::document::{Data, Document};
use crate::source::Spanned;

/// The version of the format; it changes when a field changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    title: &'a str,
    language: &'a str,
    places: Map<String, Value>,
    aims: Vec<Value>,
    moments: Vec<Value>,
    terms: Vec<Value>,
    documents: Documents<'a>,
}

/// Documents, each made only while it is written: all at once they would be most of a build's memory.
struct Documents<'a>(&'a Handbook);

impl Serialize for Documents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.ids().map(|id| document(self.0, id)))
    }
}

/// Writes the model.
///
/// # Errors
/// Never in practice: the model holds nothing that JSON cannot say.
pub fn render(handbook: &Handbook) -> serde_json::Result<String> {
    let places = handbook.settings.places.iter().map(|(id, name)| (id.value.clone(), json!(name.value)));
    let root = Root {
        version: VERSION,
        title: handbook.title(),
        language: handbook.settings.language(),
        places: places.collect(),
        aims: handbook.aims.iter().map(|aim| json!({ "id": aim.id.value, "text": aim.text.value })).collect(),
        moments: handbook
            .moments
            .iter()
            .map(|moment| json!({ "id": moment.entry.id.value, "title": said(moment.entry.title.as_ref()) }))
            .collect(),
        terms: handbook
            .terms
            .iter()
            .map(|term| json!({ "id": term.entry.id, "term": term.entry.term.value, "means": said(term.entry.means.as_ref()) }))
            .collect(),
        documents: Documents(handbook),
    };
    serde_json::to_string(&root).map(|text| text + "\n")
}

fn document(handbook: &Handbook, id: crate::model::DocId) -> Value {
    let document = handbook.document(id);
    let mut fields = Map::new();
    fields.insert("kind".into(), json!(document.kind.word()));
    fields.insert("id".into(), json!(document.id.value));
    fields.insert("title".into(), json!(document.title()));
    fields.insert("path".into(), json!(document.path.as_str()));
    fields.insert("address".into(), json!(handbook.address(id)));
    own_fields(document, &mut fields);
    let mut links: Map<String, Value> = Map::new();
    for (field, target, step) in handbook.outgoing(id) {
        if step.is_none()
            && let Value::Array(ids) = links.entry(field.name()).or_insert_with(|| json!([]))
        {
            ids.push(json!(target_id(handbook, target)));
        }
    }
    fields.insert("links".into(), Value::Object(links));
    if !document.steps().is_empty() {
        let steps = document.steps().iter().map(step).collect();
        fields.insert("steps".into(), Value::Array(steps));
    }
    fields.retain(|_, value| !value.is_null());
    Value::Object(fields)
}

fn own_fields(document: &Document, fields: &mut Map<String, Value>) {
    fields.insert(
        "reviewed".into(),
        json!(document.common.reviewed.as_ref().map(|date| date.value.to_string())),
    );
    match &document.data {
        Data::Vision(vision) => {
            fields.insert("says".into(), said(vision.says.as_ref()));
            let order: Vec<&str> = vision.when_in_doubt.iter().map(|word| word.value.as_str()).collect();
            fields.insert("when_in_doubt".into(), json!(order));
        }
        Data::Mission(mission) => {
            fields.insert("says".into(), said(mission.says.as_ref()));
            fields.insert("department".into(), said(mission.department.as_ref()));
        }
        Data::Promise(promise) => {
            fields.insert("says".into(), said(promise.says.as_ref()));
            fields.insert("state".into(), json!(promise.state.word()));
            fields.insert("level".into(), json!(promise.level.word()));
            fields.insert("measure".into(), json!(promise.measure.as_ref().map(|m| m.value.to_string())));
            fields.insert("target".into(), json!(promise.target.as_ref().map(|target| target.value.share())));
            fields.insert("not_included".into(), said(promise.not_included.as_ref()));
            fields.insert("if_we_miss".into(), said(promise.if_we_miss.as_ref()));
        }
        Data::System(system) => {
            fields.insert("run_when".into(), said(system.run_when.as_ref()));
            let floor = system.floor.as_ref();
            let measure =
                floor.and_then(|floor| floor.measure.as_ref()).map(|measure| measure.value.to_string());
            let target = floor.and_then(|floor| floor.target.as_ref()).map(|target| target.value.share());
            fields.insert("floor".into(), json!({ "measure": measure, "target": target }));
        }
        Data::Role(role) => {
            let may: Vec<&str> = role.may.iter().map(|may| may.value.as_str()).collect();
            fields.insert("may".into(), json!(may));
        }
        Data::Want(want) => {
            fields.insert("says".into(), said(want.says.as_ref()));
            fields.insert("means".into(), said(want.means.as_ref()));
            fields.insert("decision".into(), json!(want.decision.word()));
            fields.insert("reason".into(), said(want.reason.as_ref()));
        }
        Data::Story(story) => {
            fields.insert("date".into(), json!(story.date.as_ref().map(|date| date.value.to_string())));
            fields.insert("where".into(), said(story.place.as_ref()));
            fields.insert("type".into(), json!(story.story_type.word()));
        }
        Data::Page(page) => {
            fields.insert("type".into(), json!(page.page_type.word()));
        }
        Data::Customer(customer) => {
            fields.insert(
                "hear_every".into(),
                json!(customer.hear_every.as_ref().map(|every| every.value.to_string())),
            );
        }
    }
}

fn step(step: &Step) -> Value {
    let mut fields = Map::new();
    fields.insert("id".into(), said(step.anchor.as_ref()));
    fields.insert("under".into(), json!(step.section.heading()));
    fields.insert("does".into(), json!(step.action.value));
    fields.insert("role".into(), said(step.role.as_ref()));
    fields.insert("must".into(), json!(step.must));
    fields.insert("within".into(), json!(step.within.as_ref().map(|within| within.value.to_string())));
    fields.insert("if_not".into(), said(step.if_not.as_ref()));
    fields.retain(|_, value| !value.is_null());
    Value::Object(fields)
}

fn said(text: Option<&Spanned<String>>) -> Value {
    json!(text.map(|text| &text.value))
}

fn target_id(handbook: &Handbook, target: Target) -> String {
    match target {
        Target::Document(id) => handbook.document(id).id.value.clone(),
        Target::Step(id, n) => format!("{}#{n}", handbook.document(id).id.value),
        Target::Aim(aim) => handbook.aims.get(aim).map(|aim| aim.id.value.clone()).unwrap_or_default(),
        Target::Moment(n) => {
            handbook.moments.get(n).map(|moment| moment.entry.id.value.clone()).unwrap_or_default()
        }
        Target::Term(n) => handbook.terms.get(n).map(|term| term.entry.id.clone()).unwrap_or_default(),
    }
}
