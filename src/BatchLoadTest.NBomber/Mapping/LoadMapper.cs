using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>From a load plan to NBomber's simulations, and what NBomber cannot do. A further profile is a further case.</summary>
internal static class LoadMapper
{
    /// <summary>The shortest simulation that NBomber takes.</summary>
    public static readonly TimeSpan ShortestSimulation = TimeSpan.FromSeconds(1);

    // For iterations to end after the interruption, and for NBomber's own clock, which starts a little after ours.
    private static readonly TimeSpan CompletionMargin = TimeSpan.FromSeconds(15);

    // The last of a number of iterations have all the time that they need; a timer takes no more than some weeks.
    private static readonly TimeSpan LongestCompletion = TimeSpan.FromDays(7);

    /// <summary>Everything in the plan that NBomber cannot do, in words; empty for a plan that can be mapped.</summary>
    public static IReadOnlyList<string> Refusals(LoadPlan plan) =>
        [
            .. plan.Profile switch
            {
                ClosedLoad load => RefusalsOfClosed(load, plan),
                StagedUsers staged => RefusalsOfStages(staged, plan),
                ArrivalLoad =>
                [
                    "NBomber starts at a rate without saying when a start was due, so that its delay could not be counted; "
                        + "--arrival-rate and stages of rates need --engine builtin",
                ],
                InFlightLoad => ["NBomber knows no number of batches in flight; --in-flight needs --engine builtin"],
                _ => [$"NBomber cannot run a {plan.Profile.GetType().Name}"],
            },
            .. RefusalsOfPlan(plan),
        ];

    /// <summary>The plan in NBomber's terms.</summary>
    /// <exception cref="NotSupportedException">There are refusals.</exception>
    public static PlannedLoad Map(LoadPlan plan)
    {
        if (Refusals(plan) is { Count: > 0 } refusals)
        {
            throw new NotSupportedException(string.Join("; ", refusals));
        }

        if (plan.Profile is StagedUsers staged)
        {
            return new PlannedLoad
            {
                Simulations = [.. MapStages(staged.Users, plan.RunTime ?? staged.Users.Length!.Value)],
                Length = plan.RunTime ?? staged.Users.Length,
                EndsByItself = true,
                CompletionTimeout = plan.StopTimeout + CompletionMargin,
            };
        }

        var load = (ClosedLoad)plan.Profile;
        return plan.Iterations is { } iterations
            ? MapIterations(load, (int)iterations, plan)
            : new PlannedLoad
            {
                Simulations = MapUsers(load, plan.RunTime!.Value),
                Length = plan.RunTime,
                EndsByItself = true,
                CompletionTimeout = plan.StopTimeout + CompletionMargin,
            };
    }

    // What only the built-in engine knows.
    private static IEnumerable<string> RefusalsOfPlan(LoadPlan plan)
    {
        if (plan.WarmUp > TimeSpan.Zero)
        {
            yield return "NBomber's own warm-up is measured as any other part; --warm-up needs --engine builtin";
        }

        if (plan.Pacing is not null)
        {
            yield return "NBomber knows no pacing; --pacing needs --engine builtin";
        }

        if (plan.IterationsPerUser is not null)
        {
            yield return "NBomber shares iterations among all users; --iterations-per-user needs --engine builtin";
        }
    }

    private static IEnumerable<string> RefusalsOfStages(StagedUsers staged, LoadPlan plan)
    {
        if (plan.Iterations is not null)
        {
            yield return "NBomber runs stages or a number of iterations; give one of --stages and --iterations";
        }

        if (staged.Users.Stages.Any(stage => stage.Length < ShortestSimulation))
        {
            yield return "NBomber's stages last a second at least";
        }
    }

    // NBomber's ramps begin at the users that there are, as stages do.
    private static IEnumerable<PlannedSimulation> MapStages(Schedule users, TimeSpan runTime)
    {
        var left = runTime;
        foreach (var stage in users.Stages)
        {
            if (left < ShortestSimulation)
            {
                yield break;
            }

            var length = stage.Length < left ? stage.Length : left;
            var end = Schedule.Rounded(stage.At(length));
            yield return stage.IsFlat ? new KeepUsers(end, length) : new RampUsers(end, length);
            left -= length;
        }

        if (left >= ShortestSimulation)
        {
            yield return new KeepUsers(Schedule.Rounded(users.Last), left);
        }
    }

    private static IEnumerable<string> RefusalsOfClosed(ClosedLoad load, LoadPlan plan)
    {
        if (plan.Iterations is not { } iterations)
        {
            if (plan.RunTime is not { } runTime)
            {
                yield return "NBomber runs no load without an end; give --run-time or --iterations";
            }
            else if (runTime < ShortestSimulation)
            {
                yield return $"NBomber runs for a second at least; --run-time is {runTime.TotalMilliseconds:0.###} ms";
            }

            yield break;
        }

        if (iterations > int.MaxValue)
        {
            yield return $"NBomber counts to {int.MaxValue}; --iterations is {iterations}";
        }

        if (!StartAtOnce(load))
        {
            yield return "NBomber starts all users of --iterations at once; "
                + $"give --spawn-rate {load.Users} or more, or --run-time without --iterations";
        }
    }

    private static PlannedLoad MapIterations(ClosedLoad load, int iterations, LoadPlan plan) =>
        new()
        {
            // A user for whom no iteration is left would never start.
            Simulations = [new ShareIterations(Math.Min(load.Users, iterations), iterations)],
            Length = plan.RunTime,
            EndsByItself = false,
            CompletionTimeout = plan.RunTime is null ? LongestCompletion : plan.StopTimeout + CompletionMargin,
        };

    private static List<PlannedSimulation> MapUsers(ClosedLoad load, TimeSpan runTime)
    {
        if (StartAtOnce(load))
        {
            return [new KeepUsers(load.Users, runTime)];
        }

        var rampSeconds = load.Users / load.SpawnRate;
        if (rampSeconds > runTime.TotalSeconds)
        {
            // Those who are due before the end, at the same slope.
            return [new RampUsers((int)Math.Ceiling(load.SpawnRate * runTime.TotalSeconds), runTime)];
        }

        // A rest that is too short for a simulation of its own stretches the ramp.
        var ramp = TimeSpan.FromSeconds(rampSeconds);
        var rest = runTime - ramp;
        return rest < ShortestSimulation
            ? [new RampUsers(load.Users, runTime)]
            : [new RampUsers(load.Users, ramp), new KeepUsers(load.Users, rest)];
    }

    // NBomber's clock ticks in seconds: a ramp of less is none.
    private static bool StartAtOnce(ClosedLoad load) => (load.Users - 1) / load.SpawnRate < 1;
}
