-- Opens a file in a real Neovim with `mtlint lsp`, and prints the diagnostics that Neovim then has.
-- Started in the file's folder with MTLINT (a command, words apart by newlines) in the environment.
local command = vim.split(vim.env.MTLINT, "\n")
vim.cmd("edit article.txt")
local client = vim.lsp.start_client({ name = "mtlint", cmd = command, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)
vim.wait(240000, function()
  return #vim.diagnostic.get(0) > 0
end, 50)
local first = #vim.diagnostic.get(0)
-- typed in Neovim: the emoji counts two in the protocol, four bytes in Neovim
vim.api.nvim_buf_set_text(0, 0, 0, 0, 8, { "🙂 Putin's" })
vim.wait(240000, function()
  return #vim.diagnostic.get(0) == first - 1
end, 50)
local line = vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]
for _, found in ipairs(vim.diagnostic.get(0)) do
  print(line:sub(found.col + 1, found.end_col) .. " | " .. found.source .. " | " .. found.message .. "\n")
end
vim.lsp.stop_client(client)
vim.wait(10000, function()
  return vim.lsp.client_is_stopped(client)
end, 50)
vim.cmd("qall!")
