-- What Markdown has no words for: a letterhead, places on the line, tables without lines, signatures beside each other.
-- Typst gets calls of the functions in `text.typ`, Word gets the styles of `styles.py`.
-- Pictures and links to nowhere are left out: an address in a text must not make the server fetch or refuse anything.

local typst = FORMAT:match("typst") ~= nil
local ROOM = "\u{a0}"
local room_lines = 3

local function raw(text) return pandoc.RawBlock(typst and "typst" or "openxml", text) end

local function within(open, blocks, close)
  local all = pandoc.List({ raw(open) })
  all:extend(blocks)
  all:insert(raw(close))
  return all
end

local function styled(blocks, style) return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style })) end

local function placed(name, style)
  return function(div)
    if typst then return within("#" .. name .. "[", div.content, "]") end
    return styled(div.content, style)
  end
end

-- Signatures ----------------------------------------------------------------------------------------------------------

local HALF = '<w:tc><w:tcPr><w:tcW w:w="2500" w:type="pct"/></w:tcPr>'
local WHOLE = '<w:tc><w:tcPr><w:tcW w:w="5000" w:type="pct"/><w:gridSpan w:val="2"/></w:tcPr>'
local TABLE = '<w:tbl><w:tblPr><w:tblStyle w:val="Polos"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
  .. '</w:tblPr><w:tblGrid><w:gridCol w:w="4535"/><w:gridCol w:w="4535"/></w:tblGrid>'
local ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
local GAP = '<w:p><w:pPr><w:pStyle w:val="Jarak"/></w:pPr></w:p>'
local LINE = '<w:p><w:pPr><w:pStyle w:val="TandaTangan"/></w:pPr></w:p>'
local EMPTY = HALF .. LINE .. "</w:tc>"

local function word_signatures(parties)
  local all = pandoc.List({ raw(TABLE) })
  local function cell(kind, party) all:extend(within(kind, { styled(party, "Tanda Tangan") }, "</w:tc>")) end
  for place = 1, #parties, 2 do
    all:insert(raw(ROW))
    local between = place > 1 and LINE or ""
    if parties[place + 1] then
      cell(HALF .. between, parties[place])
      cell(HALF .. between, parties[place + 1])
    elseif place == 1 then
      all:insert(raw(EMPTY))
      cell(HALF, parties[place])
    else
      cell(WHOLE .. between, parties[place])
    end
    all:insert(raw("</w:tr>"))
  end
  all:insert(raw("</w:tbl>" .. GAP))
  return all
end

local function signatures(div)
  local parties = pandoc.List()
  for _, inner in ipairs(div.content) do
    if inner.t == "Div" and inner.classes:includes("pihak") then
      -- A cell of Word without a paragraph is broken.
      parties:insert(#inner.content > 0 and inner.content or pandoc.List({ pandoc.Para({ pandoc.Str(ROOM) }) }))
    end
  end
  if #parties == 0 then return div.content end
  if not typst then return word_signatures(parties) end
  local all = pandoc.List({ raw("#tandatangan(") })
  for _, party in ipairs(parties) do all:extend(within("[", party, "],")) end
  all:insert(raw(")"))
  return all
end

-- Tables --------------------------------------------------------------------------------------------------------------

local function strong(cell)
  return cell:walk({ Plain = function(one)
    return #one.content > 0 and pandoc.Plain({ pandoc.Strong(one.content) }) or nil
  end })
end

-- Word makes one table of two that touch.
local function set_apart(one)
  for _, row in ipairs(one.head.rows) do
    for _, cell in ipairs(row.cells) do cell.contents = strong(cell.contents) end
  end
  if typst then return one end
  local attributes = one.attr.attributes
  attributes["custom-style"] = attributes["custom-style"] or "Bergaris"
  return { one, raw(GAP) }
end

local function plain(div)
  if typst then return within("#polos[", div.content, "]") end
  return div.content:walk({ Table = function(one)
    one.attr.attributes["custom-style"] = "Polos"
    return one
  end })
end

local BLOCKS = {
  kop = placed("kop", "Kop"),
  kanan = placed("align(right)", "Kanan"),
  tengah = placed("align(center)", "Tengah"),
  tembusan = placed("tembusan", "Tembusan"),
  tandatangan = signatures,
  polos = plain,
}

-- The paragraph before signatures goes to their page with them.
local function keep_with_signatures(blocks)
  local all = pandoc.List()
  for place, one in ipairs(blocks) do
    local after = blocks[place + 1]
    if one.t == "Para" and after and after.t == "Div" and after.classes:includes("tandatangan") then
      all:extend(typst and within("#block(sticky: true)[", { one }, "]") or { styled({ one }, "Penutup") })
    else
      all:insert(one)
    end
  end
  return all
end

local function room(para)
  if pandoc.utils.stringify(para) ~= ROOM then return nil end
  if typst then return raw("#v(20mm)") end
  local lines = pandoc.List()
  for _ = 1, room_lines do lines:insert(para:clone()) end
  return lines
end

-- Not with `find_if`, which takes four times as long for a paragraph twice as long.
local function has_lines(para)
  local found = false
  para:walk({ LineBreak = function() found = true end })
  return found
end

-- Lines of their own do not become wide as justified ones do; blocks that have a style keep it.
local function own_lines(blocks)
  for place, one in ipairs(blocks) do
    if one.t == "Para" and has_lines(one) then
      blocks[place] = styled({ one }, "Baris")
    elseif (one.t == "Div" and not one.attributes["custom-style"]) or one.t == "BlockQuote" then
      one.content = own_lines(one.content)
    elseif one.t == "OrderedList" or one.t == "BulletList" then
      one.content = one.content:map(own_lines)
    end
  end
  return blocks
end

-- Pandoc leaves to Typst what means something there at the beginning of a cell or an item ("= a", "+ a"), "-5" and "...".
local ASCII_SIGN = "[\33-\47\58-\64\91-\96\123-\126]"
local letters = {
  Str = function(one) return pandoc.RawInline("typst", (one.text:gsub(ASCII_SIGN, "\\%0"))) end,
  Quoted = function(one)
    local open, close = "“", "”"
    if one.quotetype == "SingleQuote" then open, close = "‘", "’" end
    return pandoc.List({ pandoc.RawInline("typst", open) }) .. one.content .. { pandoc.RawInline("typst", close) }
  end,
}

local function rule() return raw(typst and "#garis" or '<w:p><w:pPr><w:pStyle w:val="Garis"/></w:pPr></w:p>') end

local function named_div(div)
  for _, name in ipairs(div.classes) do
    if BLOCKS[name] then return BLOCKS[name](div) end
  end
end

function Pandoc(document)
  local known = {}
  local function remember(one) known["#" .. one.identifier] = one.identifier ~= "" or nil end
  document:walk({ Header = remember, Div = remember, Span = remember })
  local function link(one)
    if known[one.target] or one.target:match("^https?://%S+$") or one.target:match("^mailto:%S+$") then return nil end
    return one.content
  end
  document = document
    :walk({ Image = function(one) return one.caption end, Figure = function(one) return one.content end, Link = link })
    :walk({ Blocks = keep_with_signatures })
    :walk({ Div = named_div })
    :walk({ Para = room, HorizontalRule = rule, Table = set_apart })
  if typst then return document:walk(letters) end
  document.blocks = own_lines(document.blocks)
  return document
end
