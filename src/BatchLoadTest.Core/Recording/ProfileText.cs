using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Recording;

/// <summary>A load as text, for another process of this program: JSON with a journal's members.</summary>
public static class ProfileText
{
    /// <summary>Writes its shape.</summary>
    public static string Write(LoadProfile profile) => WritePlan(new LoadPlan { Profile = profile });

    /// <summary>Writes all of it but when it starts.</summary>
    public static string WritePlan(LoadPlan plan) =>
        JsonSerializer.Serialize(PlanLine.From(plan), JournalContext.Default.PlanLine);

    /// <summary>Reads the shape.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static LoadProfile Read(string text) => ReadPlan(text).Profile;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static LoadPlan ReadPlan(string text) =>
        JsonSerializer.Deserialize(text, JournalContext.Default.PlanLine)!.ToPlan();
}
