using BatchLoadTest.Load;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the start, and of several processes that apply one load together.</summary>
internal static class ShardCatalogue
{
    public static readonly Setting<TimeSpan> WaitForTarget = new("wait-for-target", DurationText.ZeroOrMore)
    {
        Placeholder = "TIME",
        Default = "0s",
        Description = "Before the run, how long to wait for the service to accept connections.",
    };

    public static readonly Setting<DateTimeOffset> StartAt = new("start-at", MomentText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "MOMENT",
        DefaultNote = "default at once",
        Description = "When the load begins: 2026-08-23T14:25:00Z, or seconds of Unix time.",
    };

    public static readonly Setting<DateTimeOffset> StartAtOfReport = StartAt with
    {
        DefaultNote = "default any run",
        Commands = CommandKinds.Report,
        Description = "The --start-at of the runs: one that began before it is of an earlier load.",
    };

    public static readonly Setting<Shard> Shard = new("shard", ShardText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "I/N",
        DefaultNote = "default the whole load",
        Description =
            "Apply share I (from 0) of N of users, spawn rate and iterations; the other shares are other processes'.",
    };

    public static readonly Setting<string> KeyExchange = new("key-exchange", PlainText.NotBlank)
    {
        Commands = CommandKinds.Run,
        Placeholder = "FILE",
        Description =
            "Shard 0 creates the API key and leaves it here, for its own user alone, until all others have ended.",
    };

    public static readonly SettingSection Section = new(
        "Start, and several processes",
        [WaitForTarget, StartAt, Shard, KeyExchange]
    );
}
