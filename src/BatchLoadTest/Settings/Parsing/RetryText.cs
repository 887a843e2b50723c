namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a share of batches, or whether all or none of them are meant.</summary>
internal static class RetryText
{
    /// <summary>Reads <c>5%</c>, <c>0.05</c>, or yes and no as a flag has them.</summary>
    public static Parsed<double> Parse(string text)
    {
        var share = ShareText.Parse(text);
        return share.Problem is not null && FlagText.Parse(text) is { Problem: null } flag
            ? Parsed.Ok(flag.Value ? 1.0 : 0.0)
            : share;
    }
}
