namespace BatchLoadTest.Recording;

/// <summary>A threshold as it was judged, within the last line.</summary>
internal sealed record VerdictLine(string Text, string Verdict, string Actual);
