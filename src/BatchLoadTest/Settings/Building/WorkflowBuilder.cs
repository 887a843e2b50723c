using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Building;

/// <summary>Makes the workflow's options from its settings.</summary>
internal static class WorkflowBuilder
{
    /// <summary>Reads and checks.</summary>
    public static WorkflowOptions Build(SettingsReader reader)
    {
        var options = new WorkflowOptions
        {
            Verify = reader.Value(WorkflowCatalogue.Verify),
            Endpoint = reader.Value(WorkflowCatalogue.Endpoint),
            CompletionWindow = reader.Value(WorkflowCatalogue.CompletionWindow),
            StepWait = reader.Value(LoadCatalogue.StepWait),
            PollInterval = reader.Value(WorkflowCatalogue.PollInterval),
            PollBackoff = reader.Value(WorkflowCatalogue.PollBackoff),
            PollMaxInterval = reader.Value(WorkflowCatalogue.PollMaxInterval),
            MaxPolls = MaxPolls(reader),
            BatchTimeout = reader.TryGet(WorkflowCatalogue.BatchTimeout, out var limit) ? limit : null,
            MaxRetries = reader.Value(WorkflowCatalogue.MaxRetries),
            CheckResults = reader.Value(WorkflowCatalogue.CheckResults),
            KeepFiles = reader.Value(WorkflowCatalogue.KeepFiles),
            CleanUpTimeout = reader.Value(WorkflowCatalogue.CleanUpTimeout),
        };
        reader.Require(
            options.PollInterval <= options.PollMaxInterval,
            "the first wait must not be longer than the longest",
            WorkflowCatalogue.PollInterval,
            WorkflowCatalogue.PollMaxInterval
        );
        return options;
    }

    // Where something else ends the waiting, or the person waits for as long as it takes, a healthy batch that takes
    // half an hour must not be given up.
    private static int MaxPolls(SettingsReader reader) =>
        reader.TryGet(WorkflowCatalogue.MaxPolls, out var given) ? given
        : reader.IsGiven(WorkflowCatalogue.BatchTimeout) || !reader.IsGiven(LoadCatalogue.RunTime) ? int.MaxValue
        : WorkflowOptions.DefaultMaxPolls;
}
