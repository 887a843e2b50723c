namespace BatchLoadTest.Measurements;

/// <summary>
/// Every step, in the order of a workflow, which is the order of every report. Thresholds, journal, page and reports list
/// the steps from here: a new one is a value of <see cref="Measurements.Step"/> and a row here; what a workflow does in it
/// is a class in <c>Scenarios/Steps</c>.
/// </summary>
public static class StepCatalogue
{
    /// <summary>All steps; the index of each is its value.</summary>
    public static IReadOnlyList<StepDefinition> All { get; } =
    [
        new(Step.Login, "login", "POST", "/authentication/login [login]") { IsUnderApiBase = false, IsLoad = false },
        new(Step.Key, "key", "POST", "/admin/api-keys [create-shared]") { IsUnderApiBase = false, IsLoad = false },
        new(Step.Upload, "upload", "POST", "/files [upload]"),
        new(Step.Metadata, "metadata", "GET", "/files/{file_id} [metadata]") { IsPart = true },
        new(Step.Verify, "verify", "GET", "/files/{file_id}/content [verify]") { IsPart = true },
        new(Step.Create, "create", "POST", "/batches [create]"),
        new(Step.Poll, "poll", "GET", "/batches/{batch_id} [poll]") { Waits = true },
        new(Step.Cancel, "cancel", "POST", "/batches/{batch_id}/cancel [cancel]") { IsPart = true },
        new(Step.Retry, "retry", "POST", "/batches/{batch_id}/retry [retry]") { IsPart = true },
        new(Step.Delete, "delete", "DELETE", "/files/{file_id} [delete]") { IsPart = true },
        new(Step.Gone, "gone", "GET", "/files/{file_id} [gone]") { IsPart = true },
        new(Step.Read, "read", "GET", "/files/{output_file_id}/content [read]") { IsPart = true },
        new(Step.Output, "output", "GET", "/files/{output_file_id}/content [output]"),
        new(Step.Errors, "errors", "GET", "/files/{error_file_id}/content [errors]"),
        new(Step.Again, "again", "GET", "/files/{output_file_id}/content [again]") { IsPart = true },
        new(Step.ListBatches, "batchlist", "GET", "/batches [list]") { IsPart = true },
        new(Step.ListFiles, "filelist", "GET", "/files [list]") { IsPart = true },
    ];

    /// <summary>The steps alone, in the same order.</summary>
    public static IReadOnlyList<Step> Steps { get; } = [.. All.Select(step => step.Step)];

    /// <summary>The definition of a step.</summary>
    public static StepDefinition Of(Step step) => All[(int)step];
}
