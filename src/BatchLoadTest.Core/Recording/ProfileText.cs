using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Recording;

/// <summary>The shape of a load as text, for another process of this program: JSON with a journal's members.</summary>
public static class ProfileText
{
    /// <summary>Writes it.</summary>
    public static string Write(LoadProfile profile) =>
        JsonSerializer.Serialize(PlanLine.From(new LoadPlan { Profile = profile }), JournalContext.Default.PlanLine);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static LoadProfile Read(string text) =>
        JsonSerializer.Deserialize(text, JournalContext.Default.PlanLine)!.ToPlan().Profile;
}
