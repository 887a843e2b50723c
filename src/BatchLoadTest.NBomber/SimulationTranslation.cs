using BatchLoadTest.NBomber.Mapping;
using NBomber.Contracts;
using NBomber.CSharp;

namespace BatchLoadTest.NBomber;

/// <summary>From plain simulations to NBomber's.</summary>
internal static class SimulationTranslation
{
    public static LoadSimulation Translate(PlannedSimulation simulation) =>
        simulation switch
        {
            RampUsers ramp => Simulation.RampingConstant(ramp.Users, ramp.During),
            KeepUsers keep => Simulation.KeepConstant(keep.Users, keep.During),
            ShareIterations share => Simulation.IterationsForConstant(share.Users, share.Iterations),
            _ => throw new NotSupportedException($"no simulation of NBomber is known for {simulation.GetType().Name}"),
        };
}
