// The parts of ECharts that the console's charts use.
import { BarChart, BoxplotChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
    DatasetComponent,
    GridComponent,
    LegendComponent,
    TooltipComponent,
    VisualMapComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
    BarChart,
    BoxplotChart,
    HeatmapChart,
    LineChart,
    DatasetComponent,
    GridComponent,
    LegendComponent,
    TooltipComponent,
    VisualMapComponent,
    SVGRenderer,
]);

export { init };
