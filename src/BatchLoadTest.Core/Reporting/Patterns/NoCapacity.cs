using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>The service took no more batches for their completion window.</summary>
internal static class NoCapacity
{
    private const long Enough = 3;

    public static string? Of(RunReport report)
    {
        var create = report.Final.Steps.FirstOrDefault(step => step.Step?.Step == Step.Create);
        return create?.RefusedFor(Refusal.Capacity) is not (>= Enough and var refused)
            ? null
            : $"the service is full: it refused {Figures.Count(refused)} of {Figures.Of(create.Requests, "create")} "
                + $"({Figures.Share((double)refused / create.Requests)}) for lack of capacity for the completion window; fewer "
                + "batches at one time, or a longer window, is what it can take";
    }
}
