using System.Text.Json;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The load asked for, how its iterations were started, and its warm-up; part of <c>metrics.json</c>.</summary>
internal static class LoadMetricsJson
{
    public static void Write(Utf8JsonWriter json, RunReport report)
    {
        var (plan, starts) = (report.Run.Plan, report.Final.Starts);
        json.WriteStartObject("load");
        json.WriteString("model", Model(plan.Profile));
        json.WriteFinite(
            "arrival_rate_per_s",
            plan.Profile is ArrivalLoad { Rate.Length: null } open ? open.Rate.Last : null
        );
        json.WriteFinite("in_flight", (plan.Profile as InFlightLoad)?.Batches);
        json.WriteFinite("max_users", plan.Profile is ArrivalLoad or InFlightLoad ? plan.Profile.MostUsers : null);
        json.WriteFinite("pacing_s", plan.Pacing?.TotalSeconds);
        json.WriteFinite("changed_at_s", report.Ending.Load.ChangedAt?.TotalSeconds);
        WriteStages(json, plan.Profile);
        json.WriteEndObject();
        json.WriteStartObject("starts");
        json.WriteNumber("due", starts.Due);
        json.WriteNumber("started", starts.Started);
        json.WriteNumber("dropped", starts.Dropped);
        json.WriteFinite("dropped_rate", starts.DroppedShare);
        json.WriteNumber("late_by_pacing", starts.LateByPacing);
        json.WriteDistribution("delay_ms", starts.Delay);
        json.WriteEndObject();
        json.WriteDistribution("workflow_duration_ms", starts.Workflow);
        WritePace(json, report);
        WriteWarmUp(json, report);
    }

    private static void WritePace(Utf8JsonWriter json, RunReport report)
    {
        var pace = report.Final.Pace;
        json.WriteStartObject("pace");
        json.WriteNumber("from_s", pace.From.TotalSeconds);
        json.WriteNumber("to_s", pace.To.TotalSeconds);
        json.WriteBoolean("whole_load", pace.IsWholeLoad);
        json.WriteNumber("completed", pace.Completed);
        json.WriteFinite("batches_per_s", pace.PerSecond);
        json.WriteFinite("rows_per_s", pace.RowsPerSecond);
        json.WriteNumber("in_flight", pace.InFlight);
        json.WriteFinite("turnaround_s", pace.Turnaround?.TotalSeconds);
        json.WriteFinite("turnaround_growth", pace.Growth);
        json.WriteBoolean("service_limited", pace.Waiting is not null);
        json.WriteFinite("waiting_share", pace.Waiting);
        json.WriteEndObject();
    }

    private static string Model(LoadProfile profile) =>
        profile switch
        {
            ArrivalLoad => "open",
            InFlightLoad => "in_flight",
            _ => "closed",
        };

    private static void WriteStages(Utf8JsonWriter json, LoadProfile profile)
    {
        if (profile.Levels is not { Stages.Count: > 0 } schedule)
        {
            return;
        }

        json.WriteStartArray("stages");
        foreach (var stage in schedule.Stages)
        {
            json.WriteStartObject();
            json.WriteNumber("length_s", stage.Length.TotalSeconds);
            json.WriteNumber("from", stage.From);
            json.WriteNumber("to", stage.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWarmUp(Utf8JsonWriter json, RunReport report)
    {
        if (report.Run.Plan.WarmUp == TimeSpan.Zero)
        {
            return;
        }

        var warmUp = report.Final.WarmUp;
        json.WriteStartObject("warm_up");
        json.WriteNumber("length_s", report.Run.Plan.WarmUp.TotalSeconds);
        json.WriteNumber("iterations", report.Ending.Load.WarmUpIterations);
        json.WriteFinite("ended_after_s", report.Ending.Load.WarmUpCutAfter?.TotalSeconds);
        json.WriteNumber("requests", warmUp.Requests);
        json.WriteNumber("failures", warmUp.Failures);
        json.WriteNumber("batches_created", warmUp.BatchesCreated);
        json.WriteNumber("batches_completed", warmUp.BatchesCompleted);
        json.WriteNumber("batches_failed", warmUp.BatchesFailed);
        json.WriteNumber("result_defects", warmUp.Defects);
        json.WriteEndObject();
    }
}
