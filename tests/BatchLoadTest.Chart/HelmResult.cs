namespace BatchLoadTest.Chart;

/// <summary>What a program of the chart's tools said.</summary>
internal sealed record HelmResult(int ExitCode, string Output, string Error);
