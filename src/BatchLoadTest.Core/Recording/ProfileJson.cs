using System.Text.Json;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Recording;

/// <summary>The shape of the load: members of the plan, told apart by which of them are there.</summary>
internal static class ProfileJson
{
    private const string StagedUsersName = "user_stages";
    private const string RateName = "arrival_rate";
    private const string InFlightName = "in_flight";

    public static void Write(Utf8JsonWriter json, LoadProfile profile)
    {
        switch (profile)
        {
            case ClosedLoad closed:
                json.WriteNumber("users", closed.Users);
                json.WriteNumber("spawn_rate", closed.SpawnRate);
                break;
            case StagedUsers staged:
                Write(json, StagedUsersName, staged.Users);
                break;
            case ArrivalLoad arrivals:
                Write(json, RateName, arrivals.Rate);
                json.WriteString("arrivals", arrivals.Arrivals.ToString());
                json.WriteNumber("max_users", arrivals.MaxUsers);
                break;
            case InFlightLoad inFlight:
                json.WriteNumber(InFlightName, inFlight.Batches);
                json.WriteNumber("max_users", inFlight.MaxUsers);
                break;
        }
    }

    public static LoadProfile Read(JsonElement plan)
    {
        if (plan.TryGetProperty(StagedUsersName, out var users))
        {
            return new StagedUsers(ReadSchedule(users));
        }

        if (plan.TryGetProperty(RateName, out var rate))
        {
            return new ArrivalLoad(
                ReadSchedule(rate),
                Enum.Parse<ArrivalPattern>(plan.Text("arrivals")),
                plan.GetProperty("max_users").GetInt32()
            );
        }

        return plan.TryGetProperty(InFlightName, out var batches)
            ? new InFlightLoad(batches.GetInt32(), plan.GetProperty("max_users").GetInt32())
            : new ClosedLoad(plan.GetProperty("users").GetInt32(), plan.GetProperty("spawn_rate").GetDouble());
    }

    // A number for a level that never changes; else a list of [ticks, from, to].
    private static void Write(Utf8JsonWriter json, string name, Schedule schedule)
    {
        if (schedule.Stages.Count == 0)
        {
            json.WriteNumber(name, schedule.Last);
            return;
        }

        json.WriteStartArray(name);
        foreach (var stage in schedule.Stages)
        {
            json.WriteStartArray();
            json.WriteNumberValue(stage.Length.Ticks);
            json.WriteNumberValue(stage.From);
            json.WriteNumberValue(stage.To);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static Schedule ReadSchedule(JsonElement schedule) =>
        schedule.ValueKind == JsonValueKind.Number
            ? Schedule.Constant(schedule.GetDouble())
            : Schedule.Of(
                schedule
                    .EnumerateArray()
                    .Select(stage => new LoadStage(
                        TimeSpan.FromTicks(stage[0].GetInt64()),
                        stage[1].GetDouble(),
                        stage[2].GetDouble()
                    ))
            );
}
