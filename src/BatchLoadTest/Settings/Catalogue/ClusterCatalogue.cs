using BatchLoadTest.Cluster;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of a master and its workers, which apply one load together.</summary>
internal static class ClusterCatalogue
{
    /// <summary>Says that messages are not encrypted.</summary>
    public const string NoCertificate = "none";

    public static readonly Setting<bool> Master = new("master", FlagText.Parse)
    {
        Default = "false",
        KnownVariable = "LOCUST_MODE_MASTER",
        Description = "Start no users here: workers do, and this process adds up, judges and reports.",
    };

    public static readonly Setting<bool> Worker = new("worker", FlagText.Parse)
    {
        Commands = CommandKinds.Run,
        Default = "false",
        KnownVariable = "LOCUST_MODE_WORKER",
        Description = "Take everything from a master: target, data, key and a share of the load.",
    };

    public static readonly Setting<string> MasterHost = new("master-host", PlainText.Word)
    {
        Commands = CommandKinds.Run,
        Placeholder = "HOST",
        Default = "127.0.0.1",
        KnownVariable = "LOCUST_MASTER_NODE_HOST",
        Description = "Of a worker: where its master is.",
    };

    public static readonly Setting<int> MasterPort = new("master-port", NumberText.Whole(1, 65_535))
    {
        Placeholder = "N",
        Default = "5557",
        KnownVariable = "LOCUST_MASTER_NODE_PORT",
        Description = "Port of the master, on both sides.",
    };

    public static readonly Setting<TimeSpan> MasterWait = new("master-wait", DurationText.ZeroOrMore)
    {
        Commands = CommandKinds.Run,
        Placeholder = "TIME",
        Default = "5m",
        Description = "Of a worker: how long to wait for its master, and for a first run after that.",
    };

    public static readonly Setting<int> ExpectWorkers = new("expect-workers", NumberText.Whole(1, 1_000))
    {
        Placeholder = "N",
        Default = "1",
        HasLocustTwin = true,
        Description = "Of a master: begin when so many workers are ready.",
    };

    public static readonly Setting<TimeSpan> ExpectWorkersMaxWait = new(
        "expect-workers-max-wait",
        DurationText.ZeroOrMore
    )
    {
        Placeholder = "TIME",
        Default = "0s",
        DefaultNote = "default 0s: for ever",
        HasLocustTwin = true,
        Description =
            "Of a master: how long to wait for them, and, 60 s at most, for another one where none is left; then it ends with "
            + "exit code 3.",
    };

    public static readonly Setting<OnWorkerLoss> OnLoss = new(
        "on-worker-loss",
        ChoiceText.Of(
            ("rebalance", OnWorkerLoss.Rebalance),
            ("fail", OnWorkerLoss.Fail),
            ("continue", OnWorkerLoss.Continue)
        )
    )
    {
        Placeholder = "WORD",
        Default = "rebalance",
        Description = "Of a master: the others take over the lost one's users; or the run fails; or goes on with less.",
    };

    public static readonly Setting<string> Advertise = new("advertise", PlainText.Word)
    {
        Placeholder = "ADDRESS",
        DefaultNote = "127.0.0.1; with a certificate the machine's",
        Description = "IP address by which the other processes of the cluster reach this one.",
    };

    public static readonly Setting<string> Certificate = new("cluster-certificate", PlainText.NotBlank)
    {
        Placeholder = "FILE|none",
        DefaultNote = "needed outside this machine",
        Description = "File made by 'certificate', the same for all processes; none: messages are not encrypted.",
    };

    public static readonly Setting<string> Token = new("cluster-token", PlainText.Key)
    {
        Placeholder = "TEXT",
        Secrecy = Secrecy.Secret,
        Description = "What workers have to know to join, the same for all processes; better by variable.",
    };

    public static readonly Setting<Uri> Store = new("cluster", StoreText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "URL",
        DefaultNote = "none: the master",
        Secrecy = Secrecy.UserInfo,
        Description =
            "Redis server that knows the cluster's members, the same for all processes: then a master that is started "
            + "again goes on with its run.",
    };

    public static readonly SettingSection Section = new(
        "Several machines: a master and its workers",
        [
            Master,
            Worker,
            MasterHost,
            MasterPort,
            MasterWait,
            ExpectWorkers,
            ExpectWorkersMaxWait,
            OnLoss,
            Advertise,
            Certificate,
            Token,
            Store,
        ]
    );
}
