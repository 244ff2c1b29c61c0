//! Walks the events of the Markdown parser and lays the blocks into the tree.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::code_blocks::Code;
use super::inline::{Place, Run};
use super::numbers::Numbers;
use super::pipe_tables::TableBeingRead;
use super::sections::Section;
use super::text::trimmed;
use super::tree::{MAX_DEPTH, Tree};
use super::{Complaint, NodeKind, Span, html, plain_tables};

pub(super) struct Walker<'a> {
    pub(super) source: &'a str,
    base: usize,
    pub tree: Tree,
    pub run: Run,
    pub numbers: Numbers<'a>,
    pub complaints: Vec<Complaint>,
    pub(super) sections: Vec<Section>,
    /// How many lists, items, quotes and footnotes are open.
    pub(super) nesting: usize,
    pub(super) items: Vec<u32>,
    pub(super) table: Option<TableBeingRead>,
    pub(super) code: Option<Code>,
    /// The block that ended last, for tables to be introduced by.
    pub(super) last_block: Option<(u32, usize)>,
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

impl<'a> Walker<'a> {
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            base: 0,
            tree: Tree::new(source.len() as u32),
            run: Run::new(),
            numbers: Numbers::new(source),
            complaints: Vec::new(),
            sections: Vec::with_capacity(8),
            nesting: 0,
            items: Vec::with_capacity(8),
            table: None,
            code: None,
            last_block: None,
        }
    }

    /// Reads the document from `start` to the end of the source.
    pub fn walk(&mut self, start: usize) {
        let mut at = start;
        for table in plain_tables::regions(self.source, start) {
            self.read(at, table.at.start as usize);
            self.plain_table(&table);
            at = table.at.end as usize;
        }
        self.read(at, self.source.len());
        self.close_sections(0, 0);
    }

    /// Reads a piece of Markdown. Only tables of plain text divide a document
    /// into several; sections go on from one to the next.
    fn read(&mut self, start: usize, end: usize) {
        self.base = start;
        let body = self.source.get(start..end).unwrap_or("");
        let mut events = Parser::new_ext(body, options()).into_offset_iter();
        // By reference: an event is larger than what is done about it.
        while let Some((event, range)) = &events.next() {
            let at = self.span(range);
            match event {
                Event::Text(_) => self.text(at),
                Event::Start(tag) => self.start(tag, at),
                Event::End(tag) => self.end(*tag, at),
                Event::SoftBreak | Event::HardBreak => self.line_break(at),
                other => self.inline(other, at),
            }
        }
        self.finish_run();
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new((self.base + range.start) as u32, (self.base + range.end) as u32)
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    fn start(&mut self, tag: &Tag<'_>, at: Span) {
        match tag {
            Tag::Strong => return self.open_inline(NodeKind::Strong, at),
            Tag::Emphasis => return self.open_inline(NodeKind::Emphasis, at),
            Tag::Strikethrough => return self.open_inline(NodeKind::Struck, at),
            Tag::Link { .. } => return self.open_inline(NodeKind::Link, at),
            Tag::Image { .. } => return self.open_inline(NodeKind::Image, at),
            Tag::TableCell => {
                self.finish_run();
                return self.open_cell(at);
            }
            _ => self.finish_run(),
        }
        let whole = trimmed(self.bytes(), at);
        match tag {
            Tag::Paragraph => {
                self.tree.open(NodeKind::Paragraph, whole, 0);
                self.run.begin(self.prose(), whole.start);
            }
            Tag::Heading { level, .. } => self.heading(*level, whole),
            Tag::BlockQuote(_) => self.container(NodeKind::Quote, whole, 0),
            Tag::FootnoteDefinition(_) => self.container(NodeKind::Footnote, whole, 0),
            Tag::List(first) => self.container(NodeKind::List, whole, u32::from(first.is_some())),
            Tag::Item => self.item(whole),
            Tag::CodeBlock(kind) => self.code_block(kind, whole),
            Tag::HtmlBlock => {}
            Tag::Table(alignments) => self.open_table(alignments, whole),
            Tag::TableHead | Tag::TableRow => self.open_row(whole),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Span) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                return self.run.close(at);
            }
            _ => self.finish_run(),
        }
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close_block(),
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::List(_) => self.close_container(),
            TagEnd::Item => {
                self.items.pop();
                self.close_container();
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::Table => {
                self.table = None;
                self.numbers.end_table();
                self.close_block();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.close_row(),
            TagEnd::TableCell => self.close_cell(),
            _ => {}
        }
    }

    fn text(&mut self, at: Span) {
        if let Some(code) = &mut self.code {
            code.lines.push(at);
        } else if self.stands_in_a_run(at) {
            self.run.text(at);
        }
    }

    fn line_break(&mut self, at: Span) {
        if self.stands_in_a_run(at) {
            self.run.line_break();
        }
    }

    fn inline(&mut self, event: &Event<'_>, at: Span) {
        match event {
            Event::Html(_) => return self.html(at),
            Event::Rule => {
                self.finish_run();
                let at = trimmed(self.bytes(), at);
                self.tree.leaf(NodeKind::Break, at, 0);
                return;
            }
            Event::TaskListMarker(ticked) => {
                if let Some(&item) = self.items.last() {
                    self.tree.set_data(item, if *ticked { 2 } else { 1 });
                }
                return;
            }
            _ => {}
        }
        if !self.stands_in_a_run(at) {
            return;
        }
        match event {
            Event::Code(_) => self.run.mark(NodeKind::Code, at, 0),
            Event::InlineHtml(_) => self.run.mark(html::kind_of(self.bytes(), at), at, 0),
            Event::FootnoteReference(_) => self.run.footnote(at),
            _ => self.run.text(at),
        }
    }

    fn open_inline(&mut self, kind: NodeKind, at: Span) {
        if self.stands_in_a_run(at) {
            self.run.open(kind, at);
        }
    }

    /// Items without blank lines hold their text without a paragraph. Text in
    /// a table and in none of its cells was made up by the parser.
    fn stands_in_a_run(&mut self, at: Span) -> bool {
        if !self.run.is_open() && self.table.is_none() {
            self.run.begin(Place::Item, at.start);
        }
        self.run.is_open()
    }

    pub(super) fn finish_run(&mut self) {
        if self.run.is_open() {
            self.run.finish(self.source, &mut self.tree, &mut self.numbers);
        }
    }

    fn prose(&self) -> Place {
        if self.items.is_empty() { Place::Prose } else { Place::Item }
    }

    pub(super) fn close_block(&mut self) {
        self.last_block = Some((self.tree.parent(), self.tree.depth()));
        self.tree.close();
    }

    fn container(&mut self, kind: NodeKind, at: Span, data: u32) {
        self.nesting += 1;
        if self.nesting <= MAX_DEPTH {
            self.tree.open(kind, at, data);
        } else if self.nesting == MAX_DEPTH + 1 {
            let message = format!("nested more than {MAX_DEPTH} deep: the rest is read as if it were not");
            self.complaints.push(Complaint { at, message });
        }
    }

    fn close_container(&mut self) {
        self.close_sections(self.nesting, 0);
        if self.nesting <= MAX_DEPTH {
            self.close_block();
        }
        self.nesting = self.nesting.saturating_sub(1);
    }

    fn item(&mut self, at: Span) {
        self.container(NodeKind::Item, at, 0);
        let item = self.tree.parent();
        self.items.push(item);
        self.numbers.list_number(at, item);
    }
}
