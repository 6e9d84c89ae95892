-- Question: what did panels and operators state of a campaign's broadcasts by T, as known by K?
-- Parameters: campaign String, as_of and known_at DateTime64(3,'UTC').
-- Columns: every column of a figure, value as text so that no digit is lost. Of a figure stated several times by as_of
--          the last statement stands, as it was last taken down by known_at. Figures are never added up.
SELECT
  f.episode_id, f.platform, f.account_id, f.channel, f.programme, f.aired_on, f.slot,
  f.indicator, toString(f.value) AS value, f.value_text, f.unit, f.period_from, f.period_to,
  f.method, f.method_text, f.universe, f.document, f.document_hash, f.author, f.stated_at, f.recorded_at, f.run_id
FROM
(
  SELECT *
  FROM broadcast_figures FINAL
  WHERE campaign_id = {campaign:String}
    AND stated_at <= {as_of:DateTime64(3, 'UTC')}
    AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
  ORDER BY stated_at DESC, recorded_at DESC
  LIMIT 1 BY
    episode_id, platform, channel, programme, aired_on, slot, indicator, period_from, period_to, method, universe, author
) AS f
ORDER BY
  f.episode_id, f.platform, f.channel, f.aired_on, f.slot, f.programme, f.period_from, f.period_to,
  f.method, f.universe, f.author, f.indicator
