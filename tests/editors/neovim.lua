-- A session in Neovim, run headless by tests/lsp_neovim.rs: diagnostics
-- arrive, an action is applied, the buffer is right. What it saw is written
-- to the file $SEEN as JSON.

local seen = {}

local function finish(message)
  seen.trouble = message
  local file = assert(io.open(os.getenv('SEEN'), 'w'))
  file:write(vim.json.encode(seen))
  file:close()
  vim.cmd('qall!')
end

local function codes(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    local code = diagnostic.code or diagnostic.user_data.lsp.code
    table.insert(found, code)
  end
  return table.concat(found, ' ')
end

local function wait_for_codes(buffer, expected)
  if not vim.wait(20000, function() return codes(buffer) == expected end, 20) then
    finish(string.format('expected "%s", found "%s"', expected, codes(buffer)))
    return false
  end
  return true
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('REPORT')))
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = 'crossfoot',
    cmd = { os.getenv('CROSSFOOT'), 'lsp' },
    root_dir = vim.fn.fnamemodify(os.getenv('REPORT'), ':h'),
  })
  if not id then return finish('the server does not start') end
  vim.lsp.buf_attach_client(buffer, id)
  if not wait_for_codes(buffer, 'XF201') then return end
  seen.message = vim.diagnostic.get(buffer)[1].message
  seen.line = vim.diagnostic.get(buffer)[1].lnum

  local client = vim.lsp.get_client_by_id(id)
  seen.encoding = client.offset_encoding
  local lines = vim.api.nvim_buf_line_count(buffer)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = lines, character = 0 } },
  }
  params.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', params, 10000) or {}
  local actions = answers[id] and answers[id].result or {}
  local silence
  for _, action in ipairs(actions) do
    if action.title:match('^Silence XF201') then silence = action end
  end
  if not silence then return finish('no action silences it') end
  vim.lsp.util.apply_workspace_edit(silence.edit, client.offset_encoding)
  if not wait_for_codes(buffer, 'XF001 XF201') then return end

  -- The reason is typed, and the finding is gone.
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local first = line:find(': %-%->')
    if first then vim.api.nvim_buf_set_text(buffer, number - 1, first, number - 1, first, { ' a reason' }) end
  end
  if not wait_for_codes(buffer, '') then return end
  seen.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')

  local hover = vim.lsp.buf_request_sync(
    buffer,
    'textDocument/hover',
    { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = 3, character = 24 } },
    10000
  ) or {}
  seen.hover = hover[id] and hover[id].result and hover[id].result.contents.value
  finish()
end

local fine, trouble = pcall(run)
if not fine then finish(tostring(trouble)) end
