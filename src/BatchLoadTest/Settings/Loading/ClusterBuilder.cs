using System.Net;
using BatchLoadTest.Cluster;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of a master and of a worker.</summary>
internal static class ClusterBuilder
{
    // What is the same for all; the rest is the master's affair, or each machine's.
    private static readonly HashSet<string> OfTheRun =
    [
        .. TargetCatalogue
            .Section.Settings.Concat(LoadCatalogue.Section.Settings)
            .Concat(CapacityCatalogue.Section.Settings)
            .Concat(WorkflowCatalogue.Section.Settings)
            .Concat(DataCatalogue.Section.Settings)
            .Concat(VerdictCatalogue.Section.Settings)
            .Except<Setting>([TargetCatalogue.Proxy, TargetCatalogue.WaitFor])
            .Select(setting => setting.Name),
    ];

    // Of that, what a worker is told as a person has written it. The load it is told as the master has understood it, and
    // files as what is in them.
    private static readonly HashSet<string> ForWorkers =
    [
        .. OfTheRun
            .Except(LoadCatalogue.Section.Settings.Select(setting => setting.Name), StringComparer.Ordinal)
            .Except(CapacityCatalogue.Section.Settings.Select(setting => setting.Name), StringComparer.Ordinal)
            .Except(
                [TargetCatalogue.Host.Name, TargetCatalogue.CaCertificate.Name, DataCatalogue.TestData.Name],
                StringComparer.Ordinal
            )
            .Append(LoadCatalogue.Seed.Name)
            .Append(LoadCatalogue.StepWait.Name),
    ];

    /// <summary>Whether a setting of the run is the same for all of its workers.</summary>
    public static bool IsOfTheRun(string setting) => OfTheRun.Contains(setting);

    /// <summary>Whether this process is a worker.</summary>
    public static bool IsWorker(SettingsReader reader) => reader.Value(ClusterCatalogue.Worker);

    /// <summary>Reads and checks a master's; null where this process is none.</summary>
    public static MasterSettings? Master(SettingsReader reader, SettingFiles files)
    {
        if (!reader.Value(ClusterCatalogue.Master))
        {
            return null;
        }

        reader.Require(
            !reader.Value(ClusterCatalogue.Worker),
            "a process is one of them",
            ClusterCatalogue.Master,
            ClusterCatalogue.Worker
        );
        reader.Require(
            reader.Value(LoadCatalogue.Engine) == EngineText.BuiltIn,
            "only the built-in engine works on several machines",
            ClusterCatalogue.Master,
            LoadCatalogue.Engine
        );
        var onLoss = reader.Value(ClusterCatalogue.OnLoss);
        reader.Require(
            !CapacityBuilder.IsAsked(reader) || onLoss != OnWorkerLoss.Continue,
            "a level with less load than it asks for says nothing",
            ClusterCatalogue.OnLoss
        );
        var link = Link(reader, files);
        if (link.Store is not null)
        {
            RequireFixedRun(reader);
        }

        var isAlone =
            link.Advertise is { } address && IPAddress.TryParse(address, out var ip) && !IPAddress.IsLoopback(ip);
        reader.Require(
            !isAlone || link.Certificate is not null || link.IsPlainAsked,
            $"outside this machine it needs --cluster-certificate; 'batch-load-test certificate FILE' makes one",
            ClusterCatalogue.Advertise
        );
        var wait = reader.Value(ClusterCatalogue.ExpectWorkersMaxWait);
        return new MasterSettings
        {
            Link = link,
            ExpectWorkers = reader.Value(ClusterCatalogue.ExpectWorkers),
            MaxWait = wait > TimeSpan.Zero ? wait : null,
            OnLoss = onLoss,
            ForWorkers = reader.Texts(setting => ForWorkers.Contains(setting.Name)),
        };
    }

    /// <summary>Reads and checks a worker's.</summary>
    public static WorkerSettings Worker(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        reader.Require(
            !reader.Value(ClusterCatalogue.Master),
            "a process is one of them",
            ClusterCatalogue.Master,
            ClusterCatalogue.Worker
        );
        HashSet<Setting> own =
        [
            .. ClusterCatalogue.Section.Settings,
            .. GeneralCatalogue.Section.Settings,
            OutputCatalogue.Results,
            PageCatalogue.Headless,
            TargetCatalogue.Proxy,
        ];
        foreach (var setting in SettingCatalogue.Of(CommandKinds.Run).Where(setting => !own.Contains(setting)))
        {
            // By the environment it may be there for others, as in a pod.
            if (reader.IsGivenOnCommandLine(setting))
            {
                problems.Add($"{reader.Describe(setting)}: a worker takes it from its master; leave it out");
            }
        }

        return new WorkerSettings
        {
            Link = Link(reader, files),
            MasterWait = reader.Value(ClusterCatalogue.MasterWait),
            ResultsParent = reader.TryGet(OutputCatalogue.Results, out var folder) ? files.FullPath(folder) : null,
            LogLevel = reader.Value(GeneralCatalogue.LogLevels),
            Proxies = TargetBuilder.Proxies(reader, problems),
        };
    }

    // What a master that is started again must find as it was.
    private static void RequireFixedRun(SettingsReader reader)
    {
        reader.Require(
            reader.Value(PageCatalogue.Headless),
            "a master that is started again goes on with one run, not with a page; add --headless",
            ClusterCatalogue.Store
        );
        reader.Require(
            reader.IsGiven(OutputCatalogue.Results),
            "a master that is started again finds its run in the results folder; name one by --results",
            ClusterCatalogue.Store
        );
        reader.Require(
            reader.Value(TargetCatalogue.Host).Url is not null,
            "the mock server inside ends with its master; start one with 'batch-load-test mock'",
            ClusterCatalogue.Store,
            TargetCatalogue.Host
        );
    }

    private static ClusterLink Link(SettingsReader reader, SettingFiles files)
    {
        var isGiven = reader.TryGet(ClusterCatalogue.Certificate, out var certificate);
        var isNone = isGiven && certificate!.Trim() == ClusterCatalogue.NoCertificate;
        var advertise = reader.TryGet(ClusterCatalogue.Advertise, out var address) ? address : null;
        reader.Require(
            advertise is null || IPAddress.TryParse(advertise, out _),
            "must be an IP address",
            ClusterCatalogue.Advertise
        );
        return new ClusterLink
        {
            Advertise = advertise,
            // As in an address: [::1].
            MasterHost = reader.Value(ClusterCatalogue.MasterHost).Trim('[', ']'),
            MasterPort = reader.Value(ClusterCatalogue.MasterPort),
            Certificate = isGiven && !isNone ? files.FullPath(certificate!) : null,
            IsPlainAsked = isNone,
            Token = reader.TryGet(ClusterCatalogue.Token, out var token) ? token : null,
            Store = reader.TryGet(ClusterCatalogue.Store, out var store) ? store : null,
        };
    }
}
