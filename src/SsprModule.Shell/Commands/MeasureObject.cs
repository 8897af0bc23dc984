using System.Management.Automation;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Measure-Object</c>: count, and sum, average, minimum and maximum of numbers.</summary>
[Cmdlet("Measure", "Object")]
internal sealed class MeasureObject : PSCmdlet
{
    private int count;
    private double sum;
    private double minimum = double.MaxValue;
    private double maximum = double.MinValue;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    private bool WantsNumbers => Sum || Average || Minimum || Maximum;

    protected override void ProcessRecord()
    {
        var value = Property is null ? InputObject : InputObject?.Properties[Property]?.Value;
        if (value is null)
        {
            return;
        }

        count++;
        if (WantsNumbers)
        {
            var number = LanguagePrimitives.ConvertTo<double>(value);
            sum += number;
            minimum = Math.Min(minimum, number);
            maximum = Math.Max(maximum, number);
        }
    }

    protected override void EndProcessing()
    {
        var result = new PSObject();
        void Add(string name, bool wanted, double value) =>
            result.Properties.Add(new PSNoteProperty(name, wanted && count > 0 ? value : null));

        result.Properties.Add(new PSNoteProperty("Count", count));
        Add("Average", Average, sum / count);
        Add("Sum", Sum, sum);
        Add("Maximum", Maximum, maximum);
        Add("Minimum", Minimum, minimum);
        result.Properties.Add(new PSNoteProperty("Property", Property));
        WriteObject(result);
    }
}
