using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Makes the usual settings of the mock server.</summary>
internal static class MockPair
{
    public static MockPair<TimeSpan> Time(
        string name,
        string standard,
        string description,
        ValueParser<TimeSpan>? parse = null
    ) =>
        new(
            new(name, parse ?? DurationText.ZeroOrMore)
            {
                Placeholder = "TIME",
                Default = standard,
                Commands = CommandKinds.Mock,
                Description = description,
            }
        );

    public static MockPair<double> Share(string name, string description) =>
        new(
            new(name, ShareText.Parse)
            {
                Placeholder = "SHARE",
                Default = "0",
                Commands = CommandKinds.Mock,
                Description = description,
            }
        );
}
