//! Walks the events of the Markdown parser and lays the blocks into the tree.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::inline::{Place, Run};
use super::numbers::{Numbers, Table};
use super::plain_tables::PlainTable;
use super::text::{byte, trimmed, trimmed_end};
use super::tree::{MAX_DEPTH, Tree};
use super::{Complaint, NodeKind, Span, output, plain_tables};

pub(super) struct Walker<'a> {
    source: &'a str,
    base: usize,
    pub tree: Tree,
    pub run: Run,
    pub numbers: Numbers<'a>,
    pub complaints: Vec<Complaint>,
    sections: Vec<Section>,
    /// How many lists, items, quotes and footnotes are open.
    nesting: usize,
    items: Vec<u32>,
    table: Option<TableBeingRead>,
    code: Option<Code>,
    /// The block that ended last, for tables to be introduced by.
    last_block: Option<(u32, usize)>,
}

struct Section {
    level: u8,
    nesting: usize,
}

struct TableBeingRead {
    alignments: Vec<Alignment>,
    row: u32,
    column: u32,
    /// Rows that the parser made up are not in the text.
    in_row: bool,
}

struct Code {
    language: String,
    at: Span,
    lines: Vec<Span>,
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
            run: Run::default(),
            numbers: Numbers::new(source),
            complaints: Vec::new(),
            sections: Vec::new(),
            nesting: 0,
            items: Vec::new(),
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
        for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
            let at = self.span(range);
            match event {
                Event::Start(tag) => self.start(tag, at),
                Event::End(tag) => self.end(tag, at),
                other => self.inline(other, at),
            }
        }
        self.finish_run();
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new((self.base + range.start) as u32, (self.base + range.end) as u32)
    }

    fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    fn start(&mut self, tag: Tag<'_>, at: Span) {
        match tag {
            Tag::Strong => return self.open_inline(NodeKind::Strong, at),
            Tag::Emphasis => return self.open_inline(NodeKind::Emphasis, at),
            Tag::Strikethrough => return self.open_inline(NodeKind::Struck, at),
            Tag::Link { .. } => return self.open_inline(NodeKind::Link, at),
            Tag::Image { .. } => return self.open_inline(NodeKind::Image, at),
            _ => self.finish_run(),
        }
        let whole = trimmed(self.bytes(), at);
        match tag {
            Tag::Paragraph => {
                self.tree.open(NodeKind::Paragraph, whole, 0);
                self.run.begin(self.prose(), whole.start);
            }
            Tag::Heading { level, .. } => self.heading(level, whole),
            Tag::BlockQuote(_) => self.container(NodeKind::Quote, whole, 0),
            Tag::FootnoteDefinition(_) => self.container(NodeKind::Footnote, whole, 0),
            Tag::List(first) => self.container(NodeKind::List, whole, u32::from(first.is_some())),
            Tag::Item => self.item(whole),
            Tag::CodeBlock(kind) => self.code_block(kind, whole),
            Tag::HtmlBlock => {}
            Tag::Table(alignments) => self.open_table(alignments, whole),
            Tag::TableHead | Tag::TableRow => self.open_row(whole),
            Tag::TableCell => self.open_cell(at),
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

    fn inline(&mut self, event: Event<'_>, at: Span) {
        if let Some(code) = &mut self.code {
            code.lines.push(at);
            return;
        }
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
                    self.tree.set_data(item, if ticked { 2 } else { 1 });
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
            Event::InlineHtml(_) => self.run.mark(html_kind(self.bytes(), at), at, 0),
            Event::FootnoteReference(_) => self.run.footnote(at),
            Event::SoftBreak | Event::HardBreak => self.run.line_break(),
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

    fn finish_run(&mut self) {
        if self.run.is_open() {
            self.run.finish(self.source, &mut self.tree, &mut self.numbers);
        }
    }

    fn prose(&self) -> Place {
        if self.items.is_empty() { Place::Prose } else { Place::Item }
    }

    fn close_block(&mut self) {
        self.last_block = Some((self.tree.parent(), self.tree.depth()));
        self.tree.close();
    }

    // Sections and headings.

    fn heading(&mut self, level: HeadingLevel, at: Span) {
        let level = level as u8;
        self.close_sections(self.nesting, level);
        let parent = self.tree.parent();
        let end = self.tree.nodes.get(parent as usize).map_or(at.end, |node| node.at.end);
        let end = trimmed_end(self.bytes(), Span::new(at.start, end)).end;
        self.tree.open(NodeKind::Section, Span::new(at.start, end), u32::from(level));
        self.sections.push(Section { level, nesting: self.nesting });
        self.tree.open(NodeKind::Heading, at, u32::from(level));
        self.run.begin(Place::Heading, at.start);
    }

    /// Closes the sections of this container (and of any inside it) whose
    /// level is not above `level`. They end where their last child ends.
    fn close_sections(&mut self, nesting: usize, level: u8) {
        while let Some(section) = self.sections.last()
            && (section.nesting > nesting || (section.nesting == nesting && section.level >= level))
        {
            self.sections.pop();
            let end = self.end_of_children();
            self.tree.close_at(end);
        }
    }

    /// Where the last direct or indirect child of the open node ends.
    fn end_of_children(&self) -> u32 {
        let parent = self.tree.parent();
        let mut last = self.tree.nodes.len().saturating_sub(1) as u32;
        while let Some(node) = self.tree.nodes.get(last as usize)
            && node.parent != parent
            && last > parent
        {
            last = node.parent;
        }
        self.tree.nodes.get(last as usize).map_or(0, |node| node.at.end)
    }

    // Lists, items, quotes, footnotes.

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

    // Blocks of code and output.

    fn code_block(&mut self, kind: CodeBlockKind<'_>, at: Span) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '{']).next().unwrap_or("").to_ascii_lowercase()
            }
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some(Code { language, at, lines: Vec::new() });
    }

    fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let (bytes, source) = (self.bytes(), self.source);
        let is_source = output::is_source(bytes, &code.language, &code.lines);
        self.tree.open(NodeKind::Block, code.at, u32::from(is_source));
        if is_source {
            output::lines(bytes, &code.lines, |line| {
                self.run.begin(Place::Source, line.start);
                self.run.text(trimmed(bytes, line));
                self.run.finish(source, &mut self.tree, &mut self.numbers);
            });
        } else {
            self.output(&code.lines);
        }
        self.close_block();
    }

    /// What a program printed: lines, and the tables among them.
    fn output(&mut self, pieces: &[Span]) {
        let (bytes, source) = (self.bytes(), self.source);
        let mut lines = Vec::new();
        output::lines(bytes, pieces, |line| lines.push(line));
        let mut tables = Vec::new();
        plain_tables::tables(bytes, &lines, |table| tables.push(table));
        let mut tables = tables.into_iter().peekable();
        let mut index = 0;
        while let Some(&line) = lines.get(index) {
            if let Some(table) = tables.next_if(|table| table.lines.0 == index) {
                self.plain_table(&table);
                index = table.lines.1;
                continue;
            }
            index += 1;
            let line = trimmed(bytes, line);
            if line.is_empty() {
                continue;
            }
            self.tree.open(NodeKind::Line, line, 0);
            self.run.begin(Place::Line, line.start);
            self.run.text(line);
            self.run.finish(source, &mut self.tree, &mut self.numbers);
            self.tree.close();
        }
    }

    fn plain_table(&mut self, table: &PlainTable) {
        let source = self.source;
        let introduction = self.introduction();
        self.tree.open(NodeKind::Table, table.at, introduction);
        self.numbers.begin_table(Table::default());
        for (row, cells) in (0u32..).zip(&table.rows) {
            self.tree.open(NodeKind::Row, cells.at, row);
            for (column, &cell) in (0u32..).zip(&cells.cells) {
                if cell.start >= cells.at.end {
                    continue;
                }
                self.tree.open(NodeKind::Cell, cell, column);
                self.numbers.begin_cell(row, column, cell);
                self.run.begin(Place::Cell, cell.start);
                self.run.text(cell);
                self.run.finish(source, &mut self.tree, &mut self.numbers);
                self.numbers.end_cell();
                self.tree.close();
            }
            self.tree.close();
        }
        self.numbers.end_table();
        self.close_block();
    }

    // HTML.

    fn html(&mut self, at: Span) {
        let at = trimmed(self.bytes(), at);
        if at.is_empty() {
            return;
        }
        // A comment over several lines arrives line by line.
        let last = self.tree.nodes.len().wrapping_sub(1);
        let source = self.source;
        if let Some(node) = self.tree.nodes.get_mut(last)
            && node.kind == NodeKind::Comment
            && !node.at.of(source).ends_with("-->")
        {
            let close = at.of(source).find("-->");
            node.at.end = close.map_or(at.end, |close| at.start + close as u32 + 3);
            return;
        }
        let mut rest = at;
        while rest.of(source).starts_with("<!--") {
            let end = rest.of(source).find("-->").map_or(rest.end, |close| rest.start + close as u32 + 3);
            self.tree.leaf(NodeKind::Comment, Span::new(rest.start, end), 0);
            rest = trimmed(self.bytes(), Span::new(end, at.end));
        }
        if !rest.is_empty() {
            let node = self.tree.leaf(NodeKind::Html, rest, 0);
            self.numbers.opaque(rest, node);
        }
    }

    // Tables.

    fn open_table(&mut self, alignments: Vec<Alignment>, at: Span) {
        let introduction = self.introduction();
        self.tree.open(NodeKind::Table, at, introduction);
        self.numbers.begin_table(Table::default());
        self.table = Some(TableBeingRead { alignments, row: 0, column: 0, in_row: false });
    }

    /// The block right before, if it is a paragraph or a heading of the same
    /// parent; of a paragraph its last sentence.
    fn introduction(&self) -> u32 {
        let Some((block, depth)) = self.last_block else { return 0 };
        let is_near = depth == self.tree.depth() + 1;
        let Some(node) = self.tree.nodes.get(block as usize).filter(|_| is_near) else { return 0 };
        match node.kind {
            NodeKind::Heading => block,
            NodeKind::Paragraph => {
                let behind = (block as usize + 1)..self.tree.nodes.len();
                behind
                    .rev()
                    .find(|&index| {
                        self.tree.nodes.get(index).is_some_and(|child| {
                            child.parent == block
                                && matches!(child.kind, NodeKind::Sentence | NodeKind::Field)
                        })
                    })
                    .map_or(block, |index| index as u32)
            }
            _ => 0,
        }
    }

    fn open_row(&mut self, at: Span) {
        let Some(table) = &mut self.table else { return };
        let row = table.row;
        table.row += 1;
        table.column = 0;
        table.in_row = !at.is_empty();
        if table.in_row {
            self.tree.open(NodeKind::Row, at, row);
        }
    }

    fn close_row(&mut self) {
        if let Some(table) = &mut self.table
            && std::mem::take(&mut table.in_row)
        {
            self.tree.close();
        }
    }

    fn open_cell(&mut self, at: Span) {
        let bytes = self.bytes();
        let Some(table) = &mut self.table else { return };
        let column = table.column;
        table.column += 1;
        let inner = trimmed(bytes, at);
        let at = if inner.is_empty() { Span::new(at.start, at.start) } else { inner };
        let row = self.tree.nodes.get(self.tree.parent() as usize).map_or(at, |row| row.at);
        // Cells that the parser made up to fill a short row are not in the text.
        let made_up =
            !table.in_row || at.start >= row.end || (at.is_empty() && byte(bytes, at.start as usize) != b'|');
        if made_up {
            return;
        }
        let alignment = match table.alignments.get(column as usize) {
            Some(Alignment::Left) => 1,
            Some(Alignment::Center) => 2,
            Some(Alignment::Right) => 3,
            _ => 0,
        };
        self.tree.open(NodeKind::Cell, at, column | (alignment << 24));
        self.numbers.begin_cell(table.row.saturating_sub(1), column, at);
        self.run.begin(Place::Cell, at.start);
    }

    fn close_cell(&mut self) {
        let parent = self.tree.parent();
        if self.tree.nodes.get(parent as usize).is_some_and(|node| node.kind == NodeKind::Cell) {
            self.tree.close();
            self.numbers.end_cell();
        }
    }
}

fn html_kind(bytes: &[u8], at: Span) -> NodeKind {
    let text = bytes.get(at.start as usize..at.end as usize).unwrap_or(&[]);
    if text.starts_with(b"<!--") { NodeKind::Comment } else { NodeKind::Html }
}
