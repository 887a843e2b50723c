using System.Text.Json;
using BatchLoadTest.Page.Session;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>
/// What is wrong with single fields of the form, for a page that says it beside them: errors of settings without the option's name,
/// the value and where it came from.
/// </summary>
internal static class FieldProblems
{
    private const string Origin = "from the page: ";

    /// <summary>Writes the member <c>problems</c>, by field; one that is of no field is in the message only.</summary>
    public static void Write(Utf8JsonWriter json, PageAnswer answer)
    {
        json.WriteStartObject("problems");
        HashSet<string> written = [];
        foreach (var error in answer.Errors.Append(answer.Success ? "" : answer.Message))
        {
            if (Of(error) is var (field, words) && written.Add(field))
            {
                json.WriteString(field, words);
            }
        }

        json.WriteEndObject();
    }

    // "--users 'x' from the page: must be …", or "run_time cannot be …".
    private static (string Field, string Words)? Of(string error)
    {
        if (error.Split(' ', 2) is not [var name, var words])
        {
            return null;
        }

        if (!name.StartsWith("--", StringComparison.Ordinal))
        {
            // A search is asked for by a button, not in a field.
            return SwarmForm.IsField(name) && name != "capacity" ? (name, words) : null;
        }

        var at = error.LastIndexOf(Origin, StringComparison.Ordinal);
        return SwarmForm.FieldOf(name[2..]) is { } field && at >= 0 ? (field, error[(at + Origin.Length)..]) : null;
    }
}
