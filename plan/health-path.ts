/** Where a load balancer asks an instance of the beanstalk tier whether it serves; no app sees it. */
export const healthPath = "/ladder/health";
