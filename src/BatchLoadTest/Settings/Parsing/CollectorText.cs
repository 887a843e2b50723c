namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the address of an OpenTelemetry collector.</summary>
public static class CollectorText
{
    /// <summary>An http or https address, with or without a path; a secret belongs into OTEL_EXPORTER_OTLP_HEADERS.</summary>
    public static Parsed<Uri> Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.AsSpan().ContainsAny('@', '?', '#'))
        {
            return Parsed.BadHidden<Uri>(
                "must not hold a user, password or query; give headers by OTEL_EXPORTER_OTLP_HEADERS"
            );
        }

        return
            Uri.TryCreate(trimmed, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? Parsed.Ok(url)
            : Parsed.Bad<Uri>("must be an http or https address such as http://localhost:4318");
    }
}
