using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes a command's settings; every builder runs to its end, so that all errors are found at once.</summary>
internal static class SettingsLoader
{
    /// <summary>The settings of a load test; of use only if no problem was found.</summary>
    public static RunSettings Run(SettingsReader reader, SettingFiles files, ProblemList problems) =>
        Run(reader, files, problems, plan: null);

    /// <summary>The same of a load that is settled: a worker's.</summary>
    public static RunSettings Run(SettingsReader reader, SettingFiles files, ProblemList problems, LoadPlan? plan)
    {
        var target = TargetBuilder.Build(reader, files, problems);
        var key = KeyBuilder.Build(reader, files, target);
        var earlier = problems.Errors.Count;
        var isCapacity = CapacityBuilder.IsAsked(reader);
        if (isCapacity)
        {
            CapacityBuilder.Assume(reader);
        }

        if (plan is null && !isCapacity)
        {
            ClassBuilder.AssumeRate(reader);
        }

        var data = DataBuilder.Build(reader, files);
        var load = plan ?? (isCapacity ? CapacityBuilder.Load(reader) : LoadBuilder.Build(reader));
        target = TimeoutFit.Fit(reader, target, load, problems);
        var engine = reader.Value(LoadCatalogue.Engine);
        if (problems.Errors.Count == earlier && !PageBuilder.Waits(reader))
        {
            EngineBuilder.Check(reader, load, problems);
        }

        var verdict = VerdictBuilder.Build(reader, load, target.Dialect);
        WindowCheck.Warn(reader, problems);
        return new()
        {
            Capacity = isCapacity ? CapacityBuilder.Build(reader, verdict) : null,
            Target = target,
            Key = key,
            Load = load,
            Master = ClusterBuilder.Master(reader, files),
            Engine = engine,
            EngineArguments = EngineBuilder.Arguments(reader),
            Workflow = WorkflowBuilder.Build(reader, files, target.Dialect),
            Prices = CostBuilder.Prices(reader),
            Budget = isCapacity ? new BudgetSettings() : CostBuilder.Budget(reader),
            Data = data,
            Classes = ClassBuilder.Build(reader, files, data),
            // Each level is judged by itself; of a search the whole is no figure.
            Verdict = isCapacity ? verdict with { Thresholds = [] } : verdict,
            Output = OutputBuilder.Build(reader, files),
            Reports = ReportBuilder.BuildFiles(reader, files),
            Page = isCapacity && !reader.IsForPage ? null : PageBuilder.Build(reader, files, problems),
            Mock = MockBuilder.BuildInside(reader, files, target, key),
            All = reader.Shown(),
            Warnings = problems.Warnings,
            ReadAgain = values =>
            {
                var found = new ProblemList();
                var page = new PageLayer(values);
                var changed = reader.WithOverrides(page, found, page.AsksForCapacity ? CommandKinds.Capacity : null);
                return new ChangedSettings(Run(changed, files, found), found.Errors);
            },
        };
    }

    /// <summary>The settings of a load test, or of a worker, which has none of these; of use only if no problem was found.</summary>
    public static RunRequest RunOrWork(SettingsReader reader, SettingFiles files, ProblemList problems) =>
        ClusterBuilder.IsWorker(reader)
            ? new(null, ClusterBuilder.Worker(reader, files, problems))
            : new(Run(reader, files, problems), null);

    /// <summary>The settings of a check, or of a comparison of several; of use only if no problem was found.</summary>
    public static CheckRequest CheckOrCompare(SettingsReader reader, SettingFiles files, ProblemList problems) =>
        reader.Value(CheckCatalogue.Compare)
            ? new(null, CheckMatrixBuilder.Build(reader, files, problems))
            : new(Check(reader, files, problems), null);

    /// <summary>The settings of a check; of use only if no problem was found.</summary>
    public static CheckSettings Check(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        CheckMatrixBuilder.RequireNone(reader, problems);
        // No page waits for a target.
        reader.Assume(PageCatalogue.Headless, "true", "check");
        return new()
        {
            // Before the rest: those that are shown are the ones that were read.
            Only = reader.Values(CheckCatalogue.Only),
            Skip = reader.Values(CheckCatalogue.Skip),
            SecondApiKey = reader.IsGiven(CheckCatalogue.SecondApiKey)
                ? reader.Value(CheckCatalogue.SecondApiKey)
                : null,
            Run = Run(reader, files, problems),
        };
    }

    /// <summary>The settings of the mock server alone; of use only if no problem was found.</summary>
    public static MockServerOptions Mock(SettingsReader reader, SettingFiles files) =>
        MockBuilder.BuildAlone(reader, files);

    /// <summary>The settings of a report of recorded runs; of use only if no problem was found.</summary>
    public static ReportSettings Report(SettingsReader reader, SettingFiles files) =>
        ReportBuilder.Build(reader, files);

    /// <summary>The settings of a comparison; of use only if no problem was found.</summary>
    public static CompareSettings Compare(SettingsReader reader, SettingFiles files, ProblemList problems) =>
        CompareBuilder.Build(reader, files, problems);

    /// <summary>The settings of a look at a page; of use only if no problem was found.</summary>
    public static HealthSettings Health(SettingsReader reader) => new() { Page = PageBuilder.Address(reader) };
}
