using BatchLoadTest.Reporting;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads which report is wanted, <c>NAME</c> or <c>NAME=FILE</c>.</summary>
public static class ReportText
{
    /// <summary>Reads it; the name in any case. The file may hold further signs of equality, and is checked later.</summary>
    public static Parsed<ReportRequest> Parse(string text)
    {
        var parts = text.Split('=', 2);
        var given = parts[0].Trim();
        var name = ReportWriters.Names.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase));
        return (name, parts) switch
        {
            (null, _) => Parsed.Bad<ReportRequest>(
                $"must be NAME or NAME=FILE, NAME being {Words.Either(ReportWriters.Names)}"
                    + NearestName.Hint(given, ReportWriters.Names)
            ),
            (_, [_]) => Parsed.Ok(new ReportRequest(name)),
            (_, [_, var file]) when !string.IsNullOrWhiteSpace(file) => Parsed.Ok(new ReportRequest(name, file.Trim())),
            _ => Parsed.Bad<ReportRequest>("must have a file after the sign of equality, or none of the two"),
        };
    }
}
