declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
    const SwaggerUi: (options: Record<string, unknown>) => unknown;
    export default SwaggerUi;
}
