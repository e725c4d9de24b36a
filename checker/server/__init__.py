"""`mtlint serve`: LanguageTool's protocol, a JSON interface and the editors' page over HTTP.

`app` puts the parts together: `gateway` and `guard` (who may ask), `limits` and `body` (how much), `workers` and `jobs`
(where texts are checked), `protocol` (LanguageTool's side), `api` (ours), `metrics` and `log`. `run` binds, runs, stops.
"""
