-- What Markdown has no words for: places on the line, tables without lines, signatures beside each other.
-- Pictures are left out: a letter has none, and an address in a text must not make the server fetch it.

local function raw(text) return pandoc.RawBlock("typst", text) end

local function aligned(div, typst, style)
  if FORMAT:match("typst") then
    local blocks = pandoc.List({ raw("#align(" .. typst .. ")[") })
    blocks:extend(div.content)
    blocks:insert(raw("]"))
    return blocks
  end
  div.attributes["custom-style"] = style
  return div
end

local function columns(cells)
  if FORMAT:match("typst") then
    local blocks = pandoc.List({ raw("#block(breakable: false, grid(columns: (1fr,) * " .. #cells .. ", gutter: 8mm, align: center,") })
    for _, cell in ipairs(cells) do
      blocks:insert(raw("["))
      blocks:extend(cell)
      blocks:insert(raw("],"))
    end
    blocks:insert(raw("))"))
    return blocks
  end
  local aligns, widths = {}, {}
  for place = 1, #cells do
    aligns[place] = "AlignCenter"
    widths[place] = 1 / #cells
  end
  local filled = {}
  for place, cell in ipairs(cells) do
    filled[place] = { pandoc.Div(cell, pandoc.Attr("", {}, { ["custom-style"] = "Tanda Tangan" })) }
  end
  local table = pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, {}, { filled }))
  table.attr.attributes["custom-style"] = "Polos"
  return table
end

function Div(div)
  if div.classes:includes("kanan") then return aligned(div, "right", "Kanan") end
  if div.classes:includes("tengah") then return aligned(div, "center", "Tengah") end
  if div.classes:includes("tandatangan") then
    local cells = {}
    div.content:walk({ Div = function(inner)
      if inner.classes:includes("pihak") then table.insert(cells, inner.content) end
    end })
    if #cells > 0 then return columns(cells) end
  end
  if div.classes:includes("polos") then
    if FORMAT:match("typst") then
      local blocks = pandoc.List({ raw("#[#set table(stroke: none, inset: (x: 0pt, y: 2pt))") })
      blocks:extend(div.content)
      blocks:insert(raw("]"))
      return blocks
    end
    return div.content:walk({ Table = function(one)
      one.attr.attributes["custom-style"] = "Polos"
      return one
    end })
  end
end

function Image(picture) return picture.caption end

function Para(para)
  -- A paragraph of one hard space is room for a stamp and a signature.
  if pandoc.utils.stringify(para) == "\u{a0}" then
    if FORMAT:match("typst") then return raw("#v(16mm)") end
    return { para, para:clone(), para:clone() }
  end
end

function Table(one)
  if not FORMAT:match("typst") and one.attr.attributes["custom-style"] == nil then
    one.attr.attributes["custom-style"] = "Bergaris"
  end
  return one
end
